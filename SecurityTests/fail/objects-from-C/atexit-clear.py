# atexit does not drop or run other code's exit callbacks.
# goal: authority
# family: objects-from-C
# held-by: language
# expect: HELD AttributeError, PermissionError
# control: python3
import atexit
import logging
import sys
import weakref

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    weakref.finalize(logging, print)
    before = atexit._ncallbacks()
    atexit._clear()
    assert before >= 2 and atexit._ncallbacks() == 0
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
