# A connection that its own collation closes ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import sqlite3


def compare(first, second):
    connection.close()
    return 0


connection = sqlite3.connect(":memory:")
connection.create_collation("closing", compare)
connection.execute("CREATE TABLE t(x)")
connection.executemany("INSERT INTO t VALUES(?)", [("a",), ("b",), ("c",)])
connection.execute("SELECT x FROM t ORDER BY x COLLATE closing").fetchall()
