# A standard stream cannot be initialised again over a host's file.
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
    raw = sys.stdin.buffer.raw
    raw.__init__(path, "r")
    assert secret in raw.read().decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
