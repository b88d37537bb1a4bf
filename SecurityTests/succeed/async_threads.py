# to_thread, run_in_executor and call_soon_threadsafe bring results of threads to the event loop.
import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor


def blocking(n):
    time.sleep(0.01)
    return n * n, threading.current_thread() is threading.main_thread()


async def main():
    print(await asyncio.to_thread(blocking, 3))
    print(await asyncio.gather(*(asyncio.to_thread(blocking, n) for n in range(3))))
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(2) as pool:
        print(await loop.run_in_executor(pool, blocking, 5))
    future = loop.create_future()
    thread = threading.Thread(target=loop.call_soon_threadsafe, args=(future.set_result, "from a thread"))
    thread.start()
    print(await future)
    thread.join()
    other = asyncio.run_coroutine_threadsafe
    print(await asyncio.to_thread(lambda: other(asyncio.sleep(0, "from the loop"), loop).result(5)))
    try:
        await asyncio.to_thread(int, "x")
    except ValueError:
        print("ValueError")


asyncio.run(main())
print("OK")
