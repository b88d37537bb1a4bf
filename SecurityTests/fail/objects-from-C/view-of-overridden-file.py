# A method put into the dictionary of a native raw file is not lent the buffer above it.
# goal: authority
# family: objects-from-C
# held-by: language
# expect: HELD AssertionError
# control: python3
import io
import sys

target, nonce, port = sys.argv[1:4]
marker = object()
address = id(marker).to_bytes(8, sys.byteorder)


def keep(view):
    views.append(view)
    return len(view)


views = []
print("MARK", nonce, flush=True)
try:
    for _ in range(10):
        file = io.FileIO(2, "w", closefd=False)
        file.__dict__["write"] = keep
        writer = io.BufferedWriter(file, 400)
        writer.write(b" " * 48)
        writer.flush()
        del writer
    tuples = [(marker,) * 45 for _ in range(1000)]
    assert any(address in bytes(view) for view in views)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
