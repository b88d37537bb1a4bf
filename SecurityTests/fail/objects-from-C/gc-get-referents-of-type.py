# gc.get_referents does not hand out a built-in type's dict.
# goal: authority
# family: objects-from-C
# held-by: language
# expect: HELD AttributeError, PermissionError
# control: python3
import gc
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    gc.get_referents(int.__dict__)[0]["owned"] = nonce
    assert (5).owned == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
