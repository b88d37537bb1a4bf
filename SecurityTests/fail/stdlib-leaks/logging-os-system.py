# A library's reference to os starts no process.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD PermissionError
# control: python3
import logging
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    logging.os.system(target + "/touch.sh")
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
