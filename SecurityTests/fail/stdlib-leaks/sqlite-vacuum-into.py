# sqlite3 writes no database file by VACUUM INTO.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD DatabaseError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    import sqlite3

    sqlite3.connect(":memory:").execute("VACUUM INTO ?", (target + "/out/x",))
    assert os.path.exists(target + "/out/x")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
