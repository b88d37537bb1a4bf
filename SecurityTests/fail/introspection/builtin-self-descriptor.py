# The descriptor of `__self__`, called by hand, does not hand out the real module builtins.
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
    descriptor = type(print).__dict__["__self__"]
    assert secret in descriptor.__get__(print).open(path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
