# A million lines to a temporary file.
import os
import time

path = "/tmp/file-cost-%d" % os.getpid()
line = "a line of a text that somebody wrote\n"
start = time.process_time()
with open(path, "w") as file:
    for _ in range(1_000_000):
        file.write(line)
taken = time.process_time() - start
assert os.path.getsize(path) == 1_000_000 * len(line)
os.unlink(path)
print(taken)
