# shelve creates no file in the host.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD OSError
# control: python3
import os
import shelve
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    with shelve.open(target + "/out/x") as shelf:
        shelf["a"] = 1
    assert os.path.getsize(next(os.scandir(target + "/out")).path) >= 0
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
