# A connection that its own function closes ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import sqlite3

connection = sqlite3.connect(":memory:")
connection.create_function("close", 0, lambda: connection.close())
connection.execute("SELECT close()").fetchall()
