# A path whose methods lie names no database file.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD PermissionError
# control: python3
import os
import sqlite3
import sys

target, nonce, port = sys.argv[1:4]


class Name(str):
    __hash__ = str.__hash__

    def __eq__(self, other):
        return True

    def __fspath__(self):
        return target + "/out/x"


print("MARK", nonce, flush=True)
try:
    sqlite3.connect(Name(target + "/out/x")).execute("CREATE TABLE t (v)")
    assert os.path.exists(target + "/out/x")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
