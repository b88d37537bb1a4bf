# sqlite3 opens no database file.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD PermissionError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    import sqlite3

    with sqlite3.connect(target + "/out/x") as database:
        database.execute("CREATE TABLE t (v)")
    assert os.path.exists(target + "/out/x")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
