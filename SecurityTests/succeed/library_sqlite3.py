# sqlite3 keeps tables in memory: queries, transactions, functions and errors.
import sqlite3

db = sqlite3.connect(":memory:")
db.row_factory = sqlite3.Row
with db:
    db.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT UNIQUE, price REAL)")
    db.executemany("INSERT INTO item (name, price) VALUES (?, ?)", [("pen", 1.5), ("book", 20), ("böx", 3)])
print([tuple(row) for row in db.execute("SELECT name, price FROM item WHERE price > :least ORDER BY price", {"least": 2})])
row = db.execute("SELECT count(*) AS n, sum(price) AS total FROM item").fetchone()
print(row["n"], row["total"], row.keys())
try:
    with db:
        db.execute("UPDATE item SET price = 0")
        db.execute("INSERT INTO item (name) VALUES ('pen')")
except sqlite3.IntegrityError as error:
    print(error, db.execute("SELECT min(price) FROM item").fetchone()[0])


class Longest:
    def __init__(self):
        self.best = ""

    def step(self, value):
        self.best = max(self.best, value, key=len)

    def finalize(self):
        return self.best


db.create_function("shout", 1, lambda text: text.upper() + "!", deterministic=True)
db.create_aggregate("longest", 1, Longest)
print(db.execute("SELECT shout(name), (SELECT longest(name) FROM item) FROM item").fetchone()[:])
print([row[0] for row in db.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i*2 FROM n WHERE i < 50) SELECT i FROM n")])
db.executescript("CREATE TEMP TABLE t(a); INSERT INTO t VALUES (x'00ff'); CREATE INDEX i ON item(price);")
print(db.execute("SELECT a FROM t").fetchone()[0], db.total_changes, db.in_transaction)
try:
    db.execute("SELECT nothing")
except sqlite3.OperationalError as error:
    print(error)
db.close()
print("OK")
