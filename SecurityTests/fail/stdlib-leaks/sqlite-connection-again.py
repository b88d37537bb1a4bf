# A database connection, initialised again, opens no file.
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

    database = sqlite3.connect(":memory:")
    database.__init__("file:" + target + "/out/x?mode=rwc", uri=True)
    database.execute("CREATE TABLE t (v)")
    assert os.path.exists(target + "/out/x")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
