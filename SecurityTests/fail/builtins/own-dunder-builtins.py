# The script's own `__builtins__` has no `open`.
# goal: tangible
# family: builtins
# held-by: language
# expect: HELD KeyError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    namespace = getattr(__builtins__, "__dict__", __builtins__)
    assert secret in namespace["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
