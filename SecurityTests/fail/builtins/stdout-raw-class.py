# The raw stream under stdout does not hand out the class FileIO.
# goal: tangible
# family: builtins
# held-by: language
# expect: HELD TypeError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    assert secret in type(sys.stdout.buffer.raw)(path).read().decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
