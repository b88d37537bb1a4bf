# unittest.mock does not patch a library module.
# goal: authority
# family: stdlib-leaks
# held-by: language
# expect: HELD AttributeError
# control: python3
import colorsys
import sys
from unittest import mock

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    with mock.patch("colorsys.max", lambda *values: 8.0, create=True):
        assert colorsys.rgb_to_hsv(0.5, 0.5, 0.5)[2] == 8.0
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
