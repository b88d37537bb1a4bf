# Everyday asyncio: gather, TaskGroup, timeouts, queues, locks, threads, generators.
import asyncio


def test_asyncio_run():
    async def main():
        await asyncio.sleep(0)
        return asyncio.current_task().get_name() != ""

    assert asyncio.run(main()) and asyncio.run(asyncio.sleep(0, "value")) == "value"


def test_asyncio_gather():
    async def fail():
        raise KeyError("k")

    async def main():
        results = await asyncio.gather(asyncio.sleep(0.01, 1), asyncio.sleep(0, 2), fail(), return_exceptions=True)
        assert results[:2] == [1, 2] and isinstance(results[2], KeyError)

    asyncio.run(main())


def test_asyncio_task_group():
    async def main():
        log = []

        async def work(n):
            await asyncio.sleep(0)
            log.append(n)
            if n == 2:
                raise ValueError(n)

        try:
            async with asyncio.TaskGroup() as group:
                for n in range(3):
                    group.create_task(work(n))
        except* ValueError as errors:
            log.append(len(errors.exceptions))
        assert log == [0, 1, 2, 1]

    asyncio.run(main())


def test_asyncio_timeout():
    async def main():
        try:
            async with asyncio.timeout(0.005):
                await asyncio.Event().wait()
        except TimeoutError:
            return "timed out"

    assert asyncio.run(main()) == "timed out"


def test_asyncio_wait_for():
    async def main():
        try:
            await asyncio.wait_for(asyncio.sleep(600), 0.005)
        except asyncio.TimeoutError:
            pass
        done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(0, n)) for n in range(3)])
        assert sorted(task.result() for task in done) == [0, 1, 2] and not pending
        assert [await f for f in asyncio.as_completed([asyncio.sleep(0, "x")])] == ["x"]

    asyncio.run(main())


def test_asyncio_queue():
    async def main():
        queue, seen = asyncio.Queue(maxsize=1), []

        async def consume():
            while True:
                seen.append(await queue.get())
                queue.task_done()

        task = asyncio.create_task(consume())
        for n in range(4):
            await queue.put(n)
        await queue.join()
        task.cancel()
        assert seen == [0, 1, 2, 3] and queue.empty()

    asyncio.run(main())


def test_asyncio_locks():
    async def main():
        lock, gate, event, condition = asyncio.Lock(), asyncio.Semaphore(2), asyncio.Event(), asyncio.Condition()
        async with lock, gate:
            assert lock.locked() and not gate.locked()
        waiter = asyncio.create_task(event.wait())
        event.set()
        assert await waiter
        async with condition:
            condition.notify_all()
        barrier = asyncio.Barrier(2)
        assert sorted(await asyncio.gather(barrier.wait(), barrier.wait())) == [0, 1]

    asyncio.run(main())


def test_asyncio_to_thread():
    import threading
    import time

    def blocking(n):
        time.sleep(0.002)
        return n, threading.current_thread() is threading.main_thread()

    async def main():
        assert await asyncio.gather(*(asyncio.to_thread(blocking, n) for n in range(3))) == [(n, False) for n in range(3)]

    asyncio.run(main())


def test_asyncio_executor():
    from concurrent.futures import ThreadPoolExecutor

    async def main():
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(2) as pool:
            return await asyncio.gather(*(loop.run_in_executor(pool, pow, 2, n) for n in range(4)))

    assert asyncio.run(main()) == [1, 2, 4, 8]


def test_asyncio_cancellation():
    async def main():
        log = []

        async def work():
            try:
                await asyncio.sleep(600)
            finally:
                log.append("cleaned")

        task = asyncio.create_task(work())
        await asyncio.sleep(0)
        task.cancel("enough")
        try:
            await task
        except asyncio.CancelledError as error:
            log.append(error.args)
        assert log == ["cleaned", ("enough",)] and task.cancelled()

    asyncio.run(main())


def test_asyncio_callbacks():
    async def main():
        loop, log = asyncio.get_running_loop(), []
        future = loop.create_future()
        future.add_done_callback(lambda f: log.append(f.result()))
        loop.call_later(0.005, future.set_result, "later")
        loop.call_soon(log.append, "soon")
        assert await future == "later" and log[0] == "soon"
        await asyncio.sleep(0)
        assert log == ["soon", "later"]

    asyncio.run(main())


def test_asyncio_generators():
    from contextlib import aclosing, asynccontextmanager

    async def numbers():
        for n in range(5):
            yield n
            await asyncio.sleep(0)

    @asynccontextmanager
    async def doubled(n):
        yield n * 2

    async def main():
        async with aclosing(numbers()) as stream, doubled(4) as eight:
            return [n async for n in stream if n % 2], eight

    assert asyncio.run(main()) == ([1, 3], 8)


def test_asyncio_streams():
    async def main():
        reader = asyncio.StreamReader()
        reader.feed_data(b"line\nrest")
        reader.feed_eof()
        return await reader.readline(), await reader.read()

    assert asyncio.run(main()) == (b"line\n", b"rest")


def test_contextvars_tasks():
    import contextvars
    user = contextvars.ContextVar("user", default="none")

    async def who(name):
        user.set(name)
        await asyncio.sleep(0)
        return user.get()

    async def main():
        return await asyncio.gather(who("a"), who("b")), user.get()

    assert asyncio.run(main()) == (["a", "b"], "none")


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
