# The C warnings machinery does not call an object that the script put in place of the module warnings.
# goal: authority
# family: imports
# held-by: language
# expect: HELD AssertionError
# control: python3
import sys
import warnings
from types import SimpleNamespace

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    shown = []
    sys.modules["warnings"] = SimpleNamespace(**{**vars(warnings), "_showwarnmsg": shown.append})
    warnings.warn("x", UserWarning)
    assert shown
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
