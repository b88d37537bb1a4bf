# rlcompleter leaves no full built-ins in the script's namespace.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD KeyError
# control: python3
import rlcompleter
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    namespace = {"value": 1}
    rlcompleter.Completer(namespace).attr_matches("value.r")
    assert secret in namespace["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
