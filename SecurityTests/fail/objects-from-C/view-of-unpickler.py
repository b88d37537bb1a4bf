# What a file keeps of the bytes that an unpickler read into does not change objects that come to stand there.
# goal: authority
# family: objects-from-C
# held-by: language
# expect: HELD AssertionError
# control: python3
import io
import pickle
import sys

target, nonce, port = sys.argv[1:4]
good, marker = object(), object()
address = id(marker).to_bytes(8, sys.byteorder)


class Source(io.BytesIO):
    def readinto(self, view):
        views.append(view)
        return len(view)


views = []
print("MARK", nonce, flush=True)
try:
    for _ in range(100):
        try:
            pickle.Unpickler(Source(b"\x80\x05\x8e" + (367).to_bytes(8, "little"))).load()
        except EOFError:
            pass
    tuples = [(good,) * 45 for _ in range(1000)]
    for view in views:
        memory = bytes(view)
        at = memory.find(id(good).to_bytes(8, sys.byteorder))
        if at >= 0:
            view[at : at + 8] = address
    assert any(item is marker for items in tuples for item in items)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
