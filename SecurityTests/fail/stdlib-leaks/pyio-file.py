# The pure-Python twin of io reads no host's file.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    import _pyio

    assert secret in _pyio.open(path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
