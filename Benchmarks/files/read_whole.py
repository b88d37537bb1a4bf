# 200 MB in one call.
import sys
import time

folder = sys.argv[1]
start = time.process_time()
with open(folder + "/large", "rb") as file:
    assert len(file.read()) == 200_000_000
print(time.process_time() - start)
