# The traceback of an error inside a library does not lead to the library's globals.
# goal: authority
# family: introspection
# held-by: language
# expect: HELD AssertionError
# control: python3
import colorsys
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    try:
        colorsys.rgb_to_hls(None, None, None)
    except TypeError as error:
        frame = error.__traceback__.tb_next.tb_frame
    frame.f_globals["max"] = lambda *values: 8.0
    assert colorsys.rgb_to_hls(0.5, 0.5, 0.5) != (0.0, 0.5, 0.0)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
