# Locks, re-entrant locks and semaphores keep threads apart.
import threading

counter = 0
lock = threading.Lock()
most_inside = inside = 0
gate = threading.BoundedSemaphore(2)


def work():
    global counter, inside, most_inside
    for _ in range(500):
        with lock:
            value = counter
            counter = value + 1
    with gate:
        with lock:
            inside += 1
            most_inside = max(most_inside, inside)
        with lock:
            inside -= 1


threads = [threading.Thread(target=work) for _ in range(5)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(counter, most_inside <= 2, lock.locked(), lock.acquire(timeout=1), lock.acquire(blocking=False))
recursive = threading.RLock()
with recursive, recursive:
    print("twice")
try:
    gate.release()
except ValueError as error:
    print(error)
print("OK")
