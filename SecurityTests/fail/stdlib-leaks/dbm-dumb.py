# dbm.dumb creates no file in the host.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD OSError
# control: python3
import dbm.dumb
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    with dbm.dumb.open(target + "/out/x", "n") as database:
        database["a"] = b"1"
    assert os.path.exists(target + "/out/x.dat")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
