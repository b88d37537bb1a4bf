# The loader of a library module's spec hands out no code of the library.
# goal: authority
# family: imports
# held-by: language
# expect: HELD ImportError
# control: python3
import importlib.util
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    code = importlib.util.find_spec("colorsys").loader.get_code("colorsys")
    assert "rgb_to_hsv" in code.co_names
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
