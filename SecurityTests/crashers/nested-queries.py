# Very deep queries and JSON are refused by SQLite.
# verdict: exception
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import sqlite3

connection = sqlite3.connect(":memory:")
for query in ["SELECT " + "(" * 10 ** 6 + "1" + ")" * 10 ** 6, "SELECT " + "-" * 10 ** 6 + "1",
              "SELECT " + "1+" * 10 ** 6 + "1", "SELECT " + "NOT " * 10 ** 6 + "1"]:
    try:
        connection.execute(query)
    except sqlite3.Error as error:
        print(error)
print(connection.execute("SELECT json(?)", ("[" * 10 ** 6 + "]" * 10 ** 6,)).fetchall()[0][0][:10])
