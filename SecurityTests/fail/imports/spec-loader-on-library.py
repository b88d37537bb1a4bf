# The loader of a library module's spec runs no code in another library module's namespace.
# goal: authority
# family: imports
# held-by: language
# expect: HELD TypeError
# control: python3
import importlib.util
import json
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    importlib.util.find_spec("colorsys").loader.exec_module(json)
    assert callable(json.rgb_to_hsv)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
