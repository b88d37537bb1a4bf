# Threads that use up memory together end in time.
# verdict: exit, memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
import threading

barrier = threading.Barrier(8)


def fill():
    barrier.wait()
    items = []
    while True:
        items.append(bytearray(10000))


threads = [threading.Thread(target=fill) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("joined")
