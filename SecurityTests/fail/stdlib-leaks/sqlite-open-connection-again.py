# An open connection is not initialised again, which would free what other threads execute with.
# goal: authority
# family: stdlib-leaks
# held-by: language
# expect: HELD PermissionError
# control: python3
import sqlite3
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE kept (v)")
    sqlite3.Connection.__init__(database, ":memory:")
    assert database.execute("SELECT * FROM sqlite_master").fetchall() == []
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
