# Records here and there in a file of 200 MB.
import sys
import time

folder = sys.argv[1]
start = time.process_time()
with open(folder + "/large", "rb") as file:
    for number in range(20_000):
        file.seek(number * 7919 % 199_000_000)
        file.read(100)
        file.tell()
print(time.process_time() - start)
