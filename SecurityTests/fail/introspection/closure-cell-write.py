# A cell in a library function's closure cannot be given other contents.
# goal: authority
# family: introspection
# held-by: language
# expect: HELD AssertionError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    os.fsencode.__closure__[0].cell_contents = "utf-16"
    assert os.fsencode("a") != b"a"
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
