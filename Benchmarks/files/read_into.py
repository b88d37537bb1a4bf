# 200 MB into a buffer of 64 KiB.
import sys
import time

folder = sys.argv[1]
buffer = bytearray(1 << 16)
start = time.process_time()
with open(folder + "/large", "rb") as file:
    size = 0
    while count := file.readinto(buffer):
        size += count
assert size == 200_000_000
print(time.process_time() - start)
