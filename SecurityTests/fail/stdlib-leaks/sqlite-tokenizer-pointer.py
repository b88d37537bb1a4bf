# No SQL function takes a pointer to native code.
# goal: authority
# family: stdlib-leaks
# held-by: language
# expect: HELD DatabaseError, OperationalError
# control: python3
import sqlite3
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    database = sqlite3.connect(":memory:")
    pointer = nonce.encode()[:8]
    database.execute("SELECT fts3_tokenizer('loot', ?)", (pointer,))
    assert database.execute("SELECT fts3_tokenizer('loot')").fetchone() == (pointer,)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
