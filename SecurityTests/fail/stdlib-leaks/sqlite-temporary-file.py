# sqlite3 keeps temporary tables in memory, not in a file of the host's.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD AssertionError
# control: python3
import sqlite3
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    database = sqlite3.connect(":memory:")
    database.execute("PRAGMA temp.cache_size=1")
    database.execute("CREATE TEMP TABLE t (v)")
    database.executemany("INSERT INTO t VALUES (?)", [("x" * 9999,)] * 999)  # more than the cache holds
    assert database.execute("PRAGMA temp.mmap_size").fetchone() is not None  # only a file can be mapped
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
