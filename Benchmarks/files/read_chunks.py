# 200 MB in chunks of 64 KiB.
import sys
import time

folder = sys.argv[1]
start = time.process_time()
with open(folder + "/large", "rb") as file:
    size = 0
    while chunk := file.read(1 << 16):
        size += len(chunk)
assert size == 200_000_000
print(time.process_time() - start)
