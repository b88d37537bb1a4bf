# A built-in function does not hand out the real module builtins.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD AttributeError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    assert secret in print.__self__.open(path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
