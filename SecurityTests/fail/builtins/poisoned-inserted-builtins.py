# Storing in the built-ins dict that `eval` inserts does not change library code.
# goal: authority
# family: builtins
# held-by: language
# expect: HELD AssertionError
# control: python3
import colorsys
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    namespace = {}
    eval("1", namespace)
    builtins = namespace["__builtins__"]
    original, builtins["max"] = builtins["max"], lambda *values: 8.0
    result = colorsys.rgb_to_hsv(0.5, 0.5, 0.5)[2]
    builtins["max"] = original
    assert result == 8.0
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
