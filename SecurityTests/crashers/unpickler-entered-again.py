# An unpickler that is entered again while it loads ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import io
import pickle


class Again(pickle.Unpickler):
    depth = 0

    def persistent_load(self, identifier):
        Again.depth += 1
        if Again.depth < 20:
            self.load()
        self.memo = {}
        return identifier

    def find_class(self, module, name):
        self.__init__(io.BytesIO(data))
        return list


data = b"\x80\x04(K\x01K\x02K\x03P1\nK\x04\x94\x94\x940cbuiltins\nlist\n)R)l."
for _ in range(100):
    Again.depth = 0
    try:
        Again(io.BytesIO(data * 5)).load()
    except Exception as error:
        last = error


class Pickler(pickle.Pickler):
    def reducer_override(self, value):
        self.clear_memo()
        self.memo = {}
        return NotImplemented


class Value:
    def __reduce__(self):
        pickler.clear_memo()
        return (list, ([1, self.__dict__],))


for _ in range(10):
    pickler = Pickler(io.BytesIO())
    value = Value()
    value.items = [Value(), Value(), [value]]
    try:
        pickler.dump([value, value, [value]])
    except (RecursionError, pickle.PicklingError):
        pass
