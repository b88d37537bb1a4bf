# A thousand small files, written and read again.
import os
import tempfile
import time

with tempfile.TemporaryDirectory() as folder:
    start = time.process_time()
    for number in range(1000):
        with open("%s/%d" % (folder, number), "w") as file:
            file.write("some text\n" * 20)
    for number in range(1000):
        with open("%s/%d" % (folder, number)) as file:
            assert len(file.read()) == 200
    taken = time.process_time() - start
print(taken)
