# A connection that one thread closes while others execute harms the run alone.
# verdict: crashed, exit, exception, cpuTime, wallTime
# limits: cpu=3s wall=8s memory=256MiB
# control: none
import sqlite3
import threading
import time

for _ in range(200):
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.execute("CREATE TABLE t(x)")

    def execute():
        try:
            for index in range(50):
                connection.execute("INSERT INTO t VALUES (randomblob(10000))")
                connection.execute("SELECT hex(x) FROM t").fetchall()
        except sqlite3.Error:
            pass

    threads = [threading.Thread(target=execute) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.001)
    try:
        connection.close()
    except sqlite3.Error:
        pass
    for thread in threads:
        thread.join()
