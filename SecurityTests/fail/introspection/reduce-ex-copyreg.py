# The pickling of an object does not hand out a library function's built-ins.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD KeyError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    rebuild = object().__reduce_ex__(2)[0]
    assert secret in rebuild.__builtins__["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
