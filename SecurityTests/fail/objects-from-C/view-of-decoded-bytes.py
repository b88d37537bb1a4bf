# What a codec keeps of the bytes that it decoded does not show objects that come to stand there.
# goal: authority
# family: objects-from-C
# held-by: language
# expect: HELD AssertionError
# control: python3
import codecs
import sys

target, nonce, port = sys.argv[1:4]
marker = object()
address = id(marker).to_bytes(8, sys.byteorder)


def decode(view, errors="strict"):
    views.append(view)
    return "", 0


views = []
codecs.register(lambda name: (None, decode, None, None) if name == "keeper" else None)
print("MARK", nonce, flush=True)
try:
    for _ in range(100):
        bytes(367).decode("keeper")
    tuples = [(marker,) * 45 for _ in range(1000)]
    assert any(address in bytes(view) for view in views)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
