# A walk in a format string does not hand out a library's built-ins by AttributeError.obj.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD KeyError
# control: python3
import json
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    try:
        "{0.loads.__globals__[__builtins__].absent}".format(json)
        builtins = {}
    except AttributeError as error:
        builtins = error.obj
    assert secret in builtins["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
