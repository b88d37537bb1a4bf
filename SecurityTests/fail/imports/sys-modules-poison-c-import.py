# An object that the script puts into sys.modules is not used by imports from C.
# goal: authority
# family: imports
# held-by: language
# expect: HELD KeyError
# control: python3
import sys
from datetime import datetime
from types import SimpleNamespace

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    fake = SimpleNamespace(_strptime_datetime=lambda cls, text, form: nonce)
    sys.modules["_strptime"] = fake
    assert datetime.strptime("2020", "%Y") == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
