# FunctionType builds no function over a library's globals.
# goal: tangible
# family: types
# held-by: language
# expect: HELD TypeError
# control: python3
import json
import sys
import types

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    code = (lambda path: open(path).read()).__code__
    function = types.FunctionType(code, json.loads.__globals__)
    assert secret in function(path)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
