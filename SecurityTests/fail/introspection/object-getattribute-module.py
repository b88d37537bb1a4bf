# object.__getattribute__ does not read what a library module hides.
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
    builtins = object.__getattribute__(json, "__builtins__")
    builtins = getattr(builtins, "__dict__", builtins)
    assert secret in builtins["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
