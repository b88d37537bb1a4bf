# object.__getstate__ does not hand out a function's or a class's inner dict.
# goal: authority
# family: introspection
# held-by: language
# expect: HELD TypeError
# control: python3
import json
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    object.__getstate__(json.JSONDecoder)["decode"] = lambda self, text: nonce
    assert json.JSONDecoder().decode("1") == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
