# inspect.getattr_static does not read what a library module hides.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD AttributeError
# control: python3
import inspect
import json
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    builtins = inspect.getattr_static(json, "__builtins__")
    assert secret in builtins["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
