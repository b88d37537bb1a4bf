# A connection class whose statement hook runs inside its constructor attaches no file.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD DatabaseError
# control: python3
import sqlite3
import sys

target, nonce, port = sys.argv[1:4]
attempts = []


class Connection(sqlite3.Connection):
    def __call__(self, statement):  # asked for each statement that is not cached
        if not attempts:
            attempts.append(None)
            try:
                cursor = sqlite3.Cursor(self)
                cursor.execute("ATTACH ? AS host", (target + "/out/x",))
                cursor.execute("CREATE TABLE host.t (a)")
            except BaseException as error:
                attempts.append(error)
        return super().__call__(statement)


print("MARK", nonce, flush=True)
try:
    Connection(":memory:").execute("SELECT 1")
    assert len(attempts) > 0
    for failure in attempts[1:]:
        raise failure
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
