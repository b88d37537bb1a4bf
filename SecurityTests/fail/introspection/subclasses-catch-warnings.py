# warnings.catch_warnings does not lead to the built-ins of its module.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD KeyError
# control: python3
import sys
import warnings

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    builtins = warnings.catch_warnings()._module.__builtins__
    builtins = getattr(builtins, "__dict__", builtins)
    assert secret in builtins["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
