# argparse.FileType opens no host's file.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD ArgumentTypeError
# control: python3
import argparse
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    assert secret in argparse.FileType("r")(path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
