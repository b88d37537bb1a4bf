# A million lines of bytes.
import sys
import time

folder = sys.argv[1]
start = time.process_time()
with open(folder + "/lines", "rb") as file:
    count = 0
    for line in file:
        count += 1
assert count == 1_000_000
print(time.process_time() - start)
