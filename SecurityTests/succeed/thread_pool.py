# ThreadPoolExecutor maps, submits, passes exceptions on and waits.
from concurrent.futures import FIRST_COMPLETED, CancelledError, ThreadPoolExecutor, as_completed, wait
import threading


def square(n):
    return n * n


with ThreadPoolExecutor(max_workers=4) as pool:
    print(list(pool.map(square, range(8))))
    futures = {pool.submit(square, n): n for n in (3, 4)}
    print(sorted((futures[f], f.result()) for f in as_completed(futures)))
    failed = pool.submit(lambda: 1 / 0)
    print(type(failed.exception()).__name__)
    done, waiting = wait([pool.submit(square, 5)], return_when=FIRST_COMPLETED)
    print(done.pop().result(), len(waiting))

with ThreadPoolExecutor(1, thread_name_prefix="solo") as pool:
    gate = threading.Event()
    name = pool.submit(lambda: threading.current_thread().name).result()
    busy, queued = pool.submit(gate.wait), pool.submit(square, 1)
    print(name, queued.cancel(), queued.cancelled())
    gate.set()
    queued.add_done_callback(lambda f: print("called back", f.cancelled()))
    try:
        queued.result()
    except CancelledError:
        print("cancelled")
print("OK")
