# A mock's side effect, run in a library frame, does not return the library's globals.
# goal: authority
# family: stdlib-leaks
# held-by: language
# expect: HELD AttributeError
# control: python3
import sys
from unittest import mock

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    mock.Mock(side_effect=globals)()["owned"] = nonce
    assert mock.owned == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
