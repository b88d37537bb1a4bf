# os.symlink and os.readlink reach no host's folder.
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
    os.symlink(path, target + "/out/link")
    assert os.readlink(target + "/out/link") == path and os.lstat(target + "/out/link").st_size == len(path)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
