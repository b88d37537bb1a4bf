# Deep recursion in all threads does not take the script's memory.
# verdict: exit
# limits: memory=64MiB cpu=5s wall=60s threads=8
# control: none
import sys
import threading

sys.setrecursionlimit(10 ** 6)
barrier = threading.Barrier(8)


def descend(depth):
    if depth:
        return sorted([1], key=lambda _: descend(depth - 1))
    barrier.wait()
    return []


threads = [threading.Thread(target=descend, args=(900,)) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert len(bytearray(48 << 20)) == 48 << 20
