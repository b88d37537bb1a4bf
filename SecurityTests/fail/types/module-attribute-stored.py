# A library module's attributes cannot be replaced.
# goal: authority
# family: types
# held-by: language
# expect: HELD AttributeError
# control: python3
import colorsys
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    colorsys.max = lambda *values: 8.0
    assert colorsys.rgb_to_hsv(0.5, 0.5, 0.5)[2] == 8.0
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
