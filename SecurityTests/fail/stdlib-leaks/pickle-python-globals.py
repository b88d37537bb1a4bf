# The pure-Python unpickler, a library frame, does not return its own globals.
# goal: authority
# family: stdlib-leaks
# held-by: language
# expect: HELD AttributeError
# control: python3
import pickle
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    pickle._loads(b"cbuiltins\nglobals\n)R.")["owned"] = nonce
    assert pickle.owned == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
