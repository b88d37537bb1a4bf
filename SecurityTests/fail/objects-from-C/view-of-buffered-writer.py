# What a raw stream keeps of the buffer that was written to it does not show objects that come to stand there.
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


class Keeper(io.RawIOBase):
    def writable(self):
        return True

    def write(self, view):
        views.append(view)
        return len(view)


views = []
print("MARK", nonce, flush=True)
try:
    for _ in range(100):
        writer = io.BufferedWriter(Keeper(), 400)
        writer.write(b"x" * 100)
        writer.flush()
        del writer
    tuples = [(marker,) * 45 for _ in range(1000)]
    assert any(address in bytes(view) for view in views)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
