# Storing in the module builtins that a library imports does not change library code.
# goal: authority
# family: builtins
# held-by: language
# expect: HELD AttributeError
# control: python3
import codecs
import colorsys
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    codecs.builtins.max = lambda *values: 8.0
    assert colorsys.rgb_to_hsv(0.5, 0.5, 0.5)[2] == 8.0
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
