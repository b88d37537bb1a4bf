# os.execv does not replace the process.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD AttributeError, PermissionError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    os.execv("/bin/sh", ["sh", "-c", f"echo ESCAPED {nonce}"])
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
