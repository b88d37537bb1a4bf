# os.listdir and os.scandir list nothing of the host.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    names = os.listdir(target) + [entry.name for entry in os.scandir(target)]
    assert names.count("secret.txt") == 2
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
