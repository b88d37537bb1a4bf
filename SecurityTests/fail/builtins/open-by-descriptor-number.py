# A file object over a bare descriptor number does not lay a raw file bare.
# goal: tangible
# family: builtins
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import io
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    file = io.open(0, "rb", buffering=0, closefd=False)
    assert secret in type(file)(path).read().decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
