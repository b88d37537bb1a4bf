# Everyday sqlite3 in memory: tables, parameters, rows, transactions, functions, dumps.


def connect():
    import sqlite3
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, price REAL CHECK (price >= 0))")
    db.executemany("INSERT INTO item (name, price) VALUES (?, ?)", [("pen", 1.5), ("book", 12), ("böx", 3)])
    db.commit()
    return db


def test_sqlite_queries():
    db = connect()
    assert db.execute("SELECT name FROM item WHERE price > ? ORDER BY price", (2,)).fetchall() == [("böx",), ("book",)]
    assert db.execute("SELECT max(price), count(*) FROM item WHERE name LIKE :like", {"like": "b%"}).fetchone() == (12, 2)
    cursor = db.execute("SELECT * FROM item")
    assert [column[0] for column in cursor.description] == ["id", "name", "price"] and len(cursor.fetchmany(2)) == 2


def test_sqlite_rows():
    import sqlite3
    db = connect()
    db.row_factory = sqlite3.Row
    row = db.execute("SELECT * FROM item WHERE id = 1").fetchone()
    assert row["name"] == "pen" and tuple(row) == (1, "pen", 1.5) and row.keys()[0] == "id"


def test_sqlite_transactions():
    import sqlite3
    db = connect()
    try:
        with db:
            db.execute("DELETE FROM item")
            db.execute("INSERT INTO item (name, price) VALUES ('x', -1)")
    except sqlite3.IntegrityError as error:
        assert "CHECK" in str(error)
    assert db.execute("SELECT count(*) FROM item").fetchone() == (3,) and not db.in_transaction
    db.execute("UPDATE item SET price = 0")
    db.rollback()
    assert db.execute("SELECT sum(price) FROM item").fetchone() == (16.5,)


def test_sqlite_functions():
    db = connect()
    db.create_function("reverse", 1, lambda text: text[::-1])

    class Product:
        value = 1

        def step(self, n):
            self.value *= n

        def finalize(self):
            return self.value

    db.create_aggregate("product", 1, Product)
    db.create_collation("length", lambda a, b: len(a) - len(b))
    assert db.execute("SELECT reverse(name) FROM item WHERE id = 1").fetchone() == ("nep",)
    assert db.execute("SELECT product(price) FROM item").fetchone() == (54,)
    assert db.execute("SELECT name FROM item ORDER BY name COLLATE length DESC").fetchone() == ("book",)


def test_sqlite_types():
    import datetime
    import sqlite3
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE t (a, b BLOB)")
    db.execute("INSERT INTO t VALUES (?, ?)", (2 ** 40, b"\x00\xff"))
    assert db.execute("SELECT a, b, typeof(a), NULL, 1.5 FROM t").fetchone() == (2 ** 40, b"\x00\xff", "integer", None, 1.5)
    sqlite3.register_adapter(datetime.timedelta, lambda d: d.total_seconds())
    assert db.execute("SELECT ?", (datetime.timedelta(minutes=1),)).fetchone() == (60,)


def test_sqlite_sql_features():
    db = connect()
    count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT sum(i) FROM n"
    assert db.execute(count).fetchone() == (15,)
    assert db.execute("SELECT name, rank() OVER (ORDER BY price DESC) FROM item").fetchall()[0] == ("book", 1)
    assert db.execute("""SELECT json_extract('{"a": [1, 2]}', '$.a[1]')""").fetchone() == (2,)
    cheaper = "SELECT a.name FROM item a JOIN item b ON a.price < b.price GROUP BY a.name ORDER BY 1"
    assert db.execute(cheaper).fetchall() == [("böx",), ("pen",)]


def test_sqlite_dump():
    import sqlite3
    script = "\n".join(connect().iterdump())
    other = sqlite3.connect(":memory:")
    other.executescript(script)
    assert other.execute("SELECT count(*) FROM item").fetchone() == (3,) and "böx" in script


def test_sqlite_errors():
    import sqlite3
    db = connect()
    for text, kind in (("SELEC 1", sqlite3.OperationalError), ("SELECT * FROM missing", sqlite3.OperationalError),
                       ("INSERT INTO item (name) VALUES ('pen')", sqlite3.IntegrityError)):
        try:
            db.execute(text)
        except kind:
            continue
        raise AssertionError(text)
    db.close()
    try:
        db.execute("SELECT 1")
    except sqlite3.ProgrammingError:
        pass


def test_sqlite_blob_and_iteration():
    db = connect()
    db.execute("CREATE TABLE b (data BLOB)")
    row = db.execute("INSERT INTO b VALUES (zeroblob(4))").lastrowid
    with db.blobopen("b", "data", row) as blob:
        blob.write(b"ab")
        blob[3] = 255
    assert db.execute("SELECT data FROM b").fetchone() == (b"ab\x00\xff",)
    assert [name for name, in db.execute("SELECT name FROM item ORDER BY id")] == ["pen", "book", "böx"]


if __name__ == "__main__":
    import sys
    passed = failed = 0
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            try:
                test()
                passed += 1
                print("pass", name)
            except Exception as error:
                failed += 1
                print(f"FAIL {name} {type(error).__name__}: {error}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
