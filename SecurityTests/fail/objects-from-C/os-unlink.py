# os.unlink removes no host's file.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"

print("MARK", nonce, flush=True)
try:
    os.unlink(path)
    assert "secret.txt" not in os.listdir(target) and "touch.sh" in os.listdir(target)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
