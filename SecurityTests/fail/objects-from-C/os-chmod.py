# os.chmod changes no host's file.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD FileNotFoundError, PermissionError, AttributeError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    os.chmod(path, 0o640)
    assert os.stat(path).st_mode & 0o777 == 0o640 and os.stat(path).st_size == len(secret)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
