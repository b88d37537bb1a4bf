# gc.get_referrers does not hand out the dict that holds a library function.
# goal: authority
# family: objects-from-C
# held-by: language
# expect: HELD AttributeError, PermissionError
# control: python3
import colorsys
import gc
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    namespace = next(o for o in gc.get_referrers(colorsys.rgb_to_hsv) if type(o) is dict and "ONE_SIXTH" in o)
    namespace["max"] = lambda *values: 8.0
    assert colorsys.rgb_to_hsv(0.5, 0.5, 0.5)[2] == 8.0
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
