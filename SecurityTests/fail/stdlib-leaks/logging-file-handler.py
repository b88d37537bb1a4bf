# logging writes no file in the host.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD OSError
# control: python3
import logging
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    logging.FileHandler(target + "/out/x").close()
    assert os.path.exists(target + "/out/x")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
