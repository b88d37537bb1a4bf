# The keyword defaults of a library function cannot be changed in place.
# goal: authority
# family: types
# held-by: language
# expect: HELD AssertionError
# control: python3
import json
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    json.dumps.__kwdefaults__["sort_keys"] = True
    assert json.dumps({"b": 1, "a": 2}).startswith('{"a"')
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
