# A damaged database is refused by SQLite.
# verdict: exit
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import random
import sqlite3

good = sqlite3.connect(":memory:")
good.execute("CREATE TABLE t(x, y)")
good.execute("CREATE INDEX i ON t(x)")
good.executemany("INSERT INTO t VALUES(?, ?)", [(str(i) * 50, i) for i in range(1000)])
good.commit()
image = good.serialize()
chance = random.Random(1)
for _ in range(300):
    bad = bytearray(image)
    for _ in range(30):
        bad[chance.randrange(100, len(bad))] = chance.randrange(256)
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(bytes(bad))
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("SELECT count(*), max(x) FROM t WHERE x > '5'").fetchall()
        connection.execute("DELETE FROM t WHERE y % 3")
        connection.execute("PRAGMA integrity_check").fetchall()
    except sqlite3.Error:
        pass
    connection.close()
