# A standard stream's buffer cannot be initialised again over another raw stream.
# goal: tangible
# family: builtins
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    buffer = sys.stdin.buffer
    buffer.__init__(type(buffer.raw)(path))
    assert secret in buffer.read().decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
