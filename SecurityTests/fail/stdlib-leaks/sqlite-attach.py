# sqlite3 attaches no database file.
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

    database = sqlite3.connect(":memory:")
    database.execute("ATTACH ? AS x", (target + "/out/x",))
    database.execute("CREATE TABLE x.t (v)")
    assert os.path.exists(target + "/out/x")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
