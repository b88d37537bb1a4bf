# Everyday threads: threading, concurrent.futures, queue, context variables.
import threading


def test_threading_join():
    results = []
    threads = [threading.Thread(target=results.append, args=(n,), name=f"t{n}") for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [0, 1, 2, 3] and not threads[0].is_alive() and threads[1].name == "t1"


def test_threading_lock():
    lock, total = threading.Lock(), 0

    def add():
        nonlocal total
        for _ in range(1000):
            with lock:
                total += 1

    threads = [threading.Thread(target=add) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total == 3000 and lock.acquire(timeout=0.01) and not lock.acquire(False)


def test_threading_event():
    event, log = threading.Event(), []
    thread = threading.Thread(target=lambda: (event.wait(5), log.append("woken")))
    thread.start()
    event.set()
    thread.join()
    assert log == ["woken"] and event.is_set() and not threading.Event().wait(0.001)


def test_threading_condition():
    condition, items, taken = threading.Condition(), [], []

    def take():
        with condition:
            condition.wait_for(lambda: items, timeout=5)
            taken.append(items.pop())

    thread = threading.Thread(target=take)
    thread.start()
    with condition:
        items.append("x")
        condition.notify()
    thread.join()
    assert taken == ["x"]


def test_threading_semaphore_and_barrier():
    gate, barrier, order = threading.Semaphore(1), threading.Barrier(3), []

    def work(n):
        barrier.wait(5)
        with gate:
            order.append(n)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    barrier.wait(5)
    for thread in threads:
        thread.join()
    assert sorted(order) == [0, 1]


def test_threading_local():
    data, seen = threading.local(), []
    data.x = 1
    thread = threading.Thread(target=lambda: seen.append(hasattr(data, "x")))
    thread.start()
    thread.join()
    assert seen == [False] and data.x == 1


def test_threading_timer():
    done = threading.Event()
    timer = threading.Timer(0.005, done.set)
    timer.start()
    assert done.wait(5)
    timer.join()
    assert threading.main_thread().is_alive() and threading.active_count() == 1


def test_futures_map():
    from concurrent.futures import ThreadPoolExecutor
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(pow, range(5), [2] * 5)) == [0, 1, 4, 9, 16]


def test_futures_exceptions():
    from concurrent.futures import ThreadPoolExecutor, TimeoutError, as_completed
    gate = threading.Event()
    with ThreadPoolExecutor(2) as pool:
        wrong, slow = pool.submit(int, "x"), pool.submit(gate.wait, 5)
        assert isinstance(wrong.exception(), ValueError)
        try:
            slow.result(timeout=0.005)
        except TimeoutError:
            gate.set()
        assert {f.done() for f in as_completed([wrong, slow])} == {True} and slow.result()


def test_futures_callbacks():
    from concurrent.futures import Future, wait
    future, log = Future(), []
    future.add_done_callback(lambda f: log.append(f.result()))
    future.set_result(5)
    assert log == [5] and wait([future]).done == {future} and not future.cancel()


def test_queue_workers():
    import queue
    tasks, done = queue.Queue(), []

    def work():
        while True:
            item = tasks.get()
            if item is None:
                return
            done.append(item * 2)
            tasks.task_done()

    thread = threading.Thread(target=work)
    thread.start()
    for n in range(5):
        tasks.put(n)
    tasks.join()
    tasks.put(None)
    thread.join()
    assert done == [0, 2, 4, 6, 8]


def test_dummy_pool_names():
    import multiprocessing.dummy
    process = multiprocessing.dummy.Process(target=(seen := []).append, args=(1,))
    process.start()
    process.join()
    assert seen == [1]


if __name__ == "__main__":
    import sys
    passed = failed = 0
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            try:
                test()
                passed += 1
                print("pass", name)
            except Exception as error:
                failed += 1
                print(f"FAIL {name} {type(error).__name__}: {error}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
