# A million lines of a text in memory.
import io
import time

lines = b"".join(b"%d: a line of a text that somebody wrote\n" % number for number in range(1_000_000))
start = time.process_time()
count = 0
for line in io.TextIOWrapper(io.BytesIO(lines), encoding="utf-8"):
    count += 1
assert count == 1_000_000
print(time.process_time() - start)
