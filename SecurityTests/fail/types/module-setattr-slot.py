# ModuleType.__setattr__ does not store in a library module.
# goal: authority
# family: types
# held-by: language
# expect: HELD AttributeError
# control: python3
import colorsys
import sys
import types

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    types.ModuleType.__setattr__(colorsys, "max", lambda *values: 8.0)
    assert colorsys.rgb_to_hsv(0.5, 0.5, 0.5)[2] == 8.0
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
