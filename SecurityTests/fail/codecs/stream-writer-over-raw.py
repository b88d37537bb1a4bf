# A codec's stream writer over stdout does not lay a raw file bare.
# goal: tangible
# family: codecs
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import codecs
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    writer = codecs.getwriter("utf-8")(sys.stdout.buffer)
    assert secret in type(writer.raw)(path).read().decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
