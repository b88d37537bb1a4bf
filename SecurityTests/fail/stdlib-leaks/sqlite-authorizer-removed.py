# The guard over SQL statements cannot be taken off a connection.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD AttributeError
# control: python3
import os
import sqlite3
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    database = sqlite3.connect(":memory:")
    database.set_authorizer(None)
    database.execute("ATTACH ? AS x", (target + "/out/x",))
    database.execute("CREATE TABLE x.t (v)")
    assert os.path.exists(target + "/out/x")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
