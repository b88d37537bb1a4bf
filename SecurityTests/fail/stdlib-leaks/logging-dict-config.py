# logging.config calls no function of an unlisted module.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD ValueError
# control: python3
import logging.config
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    command = target + "/touch.sh"
    logging.config.dictConfig({"version": 1, "filters": {"x": {"()": "posix.system", "command": command}}})
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
