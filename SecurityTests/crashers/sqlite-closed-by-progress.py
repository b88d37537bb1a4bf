# A connection that its progress handler closes ends the run as crashed, or with an exception.
# verdict: crashed, exception
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import sqlite3

connection = sqlite3.connect(":memory:")
connection.set_progress_handler(lambda: connection.close(), 1)
connection.execute("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 100000) SELECT sum(x) FROM n").fetchall()
