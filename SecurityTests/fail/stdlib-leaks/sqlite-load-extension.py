# sqlite3 loads no shared object.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD AttributeError
# control: python3
import sqlite3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"

print("MARK", nonce, flush=True)
try:
    database = sqlite3.connect(":memory:")
    database.enable_load_extension(True)
    try:
        database.load_extension(path)
        text = ""
    except sqlite3.OperationalError as error:
        text = str(error)
    assert "secret.txt" in text  # the dynamic linker opened it and found no shared object
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
