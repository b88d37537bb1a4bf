# A buffered reader that its source makes anew, smaller, while it reads shows nothing that stands beside its buffer.
# goal: authority
# family: objects-from-C
# held-by: language
# expect: HELD RuntimeError
# control: python3
import io
import sys

target, nonce, port = sys.argv[1:4]
marker = object()
address = id(marker).to_bytes(8, sys.byteorder)


class Source(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, view):
        if len(view) == 1600:
            reader.__init__(self, 400)
        return len(view)


print("MARK", nonce, flush=True)
try:
    # As large as the new buffers.
    tuples = [(marker,) * 45 for _ in range(1000)]
    del tuples[::2]
    seen = b""
    for _ in range(100):
        reader = io.BufferedReader(Source(), 1600)
        seen += reader.peek()
    assert address in seen
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
