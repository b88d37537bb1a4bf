# Subclasses of sets and of byte arrays are copied and pickled with their attributes.
import copy
import pickle


class Names(set):
    pass


class Buffer(bytearray):
    pass


for original in (Names("ab"), Buffer(b"xy")):
    original.label = "kept"
    for made in (copy.copy(original), copy.deepcopy(original), pickle.loads(pickle.dumps(original))):
        assert made == original and type(made) is type(original) and made.label == "kept", made
print("OK")
