# A stream's bound method does not hand out a stream with a file below it.
# goal: tangible
# family: guard-parts
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    stream = sys.stdout.write.__self__
    assert secret in type(stream.buffer.raw)(path).read().decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
