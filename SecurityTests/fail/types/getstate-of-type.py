# object.__getstate__ does not hand out a built-in type's dict.
# goal: authority
# family: types
# held-by: language
# expect: HELD TypeError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    object.__getstate__(int)["owned"] = nonce
    assert (5).owned == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
