# Running code in an empty namespace does not refill it with the full built-ins.
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
    namespace = {}
    eval("1", namespace)
    assert secret in namespace["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
