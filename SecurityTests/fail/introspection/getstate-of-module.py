# object.__getstate__ does not hand out a library module's real dict.
# goal: authority
# family: introspection
# held-by: language
# expect: HELD TypeError
# control: python3
import colorsys
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    state = object.__getstate__(colorsys)
    state["max"] = lambda *values: 8.0
    assert colorsys.rgb_to_hls(0.5, 0.5, 0.5) != (0.0, 0.5, 0.0)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
