# Databases live in memory and come and go as text; one in a file is refused plainly.
# files: scratch=8MiB
import pathlib
import sqlite3
import sys

scratch = pathlib.Path(sys.argv[1])

with sqlite3.connect(":memory:") as database:
    database.execute("create table t (a integer primary key, b text)")
    database.executemany("insert into t (b) values (?)", [("row %d" % number,) for number in range(100)])
    assert database.execute("select count(*), max(b) from t").fetchone() == (100, "row 99")
    (scratch / "dump.sql").write_text("\n".join(database.iterdump()))

again = sqlite3.connect(":memory:")
again.executescript((scratch / "dump.sql").read_text())
assert again.execute("select b from t where a = 7").fetchone() == ("row 6",)

try:
    sqlite3.connect(scratch / "file.db").close()
except PermissionError as error:
    assert "':memory:'" in str(error) and "iterdump" in str(error), error
