# The class of connections, called or inherited from, opens no database file.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD PermissionError
# control: python3
import os
import sqlite3
import sys

target, nonce, port = sys.argv[1:4]


class Connection(sqlite3.Connection):
    def __init__(self, *arguments, **options):
        super().__init__(target + "/out/x")


print("MARK", nonce, flush=True)
try:
    database = sqlite3.connect(":memory:", factory=Connection)
    database.execute("CREATE TABLE t (v)")
    assert os.path.exists(target + "/out/x")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
