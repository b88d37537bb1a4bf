# Queues pass work between producers and consumers.
import queue
import threading

tasks, results = queue.Queue(maxsize=3), queue.SimpleQueue()


def worker():
    while (item := tasks.get()) is not None:
        results.put(item * item)
        tasks.task_done()
    tasks.task_done()


threads = [threading.Thread(target=worker) for _ in range(3)]
for thread in threads:
    thread.start()
for n in range(20):
    tasks.put(n)
for _ in threads:
    tasks.put(None)
tasks.join()
for thread in threads:
    thread.join()
print(sorted(results.get() for _ in range(20)) == [n * n for n in range(20)], results.empty())

ordered = queue.PriorityQueue()
for item in ((2, "b"), (1, "a"), (3, "c")):
    ordered.put(item)
print([ordered.get()[1] for _ in range(3)])
last = queue.LifoQueue()
last.put(1), last.put(2)
print(last.get(), last.qsize())
try:
    ordered.get(timeout=0.01)
except queue.Empty:
    print("empty")
print("OK")
