# Threads do for the first time in their process, at the same moment, what the worker's runtime prepares at the first time.
import io
import json
import os
import threading
import time

count = 8
gate = threading.Barrier(count)
problems = []


def work(number):
    try:
        gate.wait()
        for step in range(20):
            print(end="", flush=True)
            assert json.loads(json.dumps({"a": [number, step]})) == {"a": [number, step]}
            assert io.StringIO("x").read() == "x"
            assert os.getpid() > 0 and time.time() > 0
    except BaseException as error:
        problems.append(error)


threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert not problems, problems
print("OK")
