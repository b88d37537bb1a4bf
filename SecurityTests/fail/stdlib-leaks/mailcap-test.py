# mailcap runs no command as a test.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD PermissionError
# control: python3
import os
import sys
import warnings

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    warnings.simplefilter("ignore")
    import mailcap

    entry = {"view": "true", "test": target + "/touch.sh", "lineno": 0}
    mailcap.findmatch({"text/plain": [entry]}, "text/plain")
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
