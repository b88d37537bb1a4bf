# weakref.finalize, a library frame, does not return its own globals.
# goal: authority
# family: stdlib-leaks
# held-by: language
# expect: HELD AttributeError
# control: python3
import sys
import weakref

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    weakref.finalize(weakref, globals)()["owned"] = nonce
    assert weakref.owned == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
