# A codec that a script registered can be taken back.
import codecs


def search(name):
    if name == "mine":
        return codecs.CodecInfo(codecs.ascii_encode, codecs.ascii_decode, name=name)


codecs.register(search)
print("x".encode("mine"))
codecs.unregister(search)
try:
    "x".encode("mine")
except LookupError as error:
    print(error)
print("x".encode("utf-8"))
print("OK")
