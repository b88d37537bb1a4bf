# asyncio queues, locks, events and semaphores coordinate tasks.
import asyncio


async def producer(queue, count):
    for n in range(count):
        await queue.put(n)
    await queue.put(None)


async def consumer(queue):
    total = 0
    while (item := await queue.get()) is not None:
        total += item
        queue.task_done()
    return total


async def main():
    queue = asyncio.Queue(maxsize=2)
    print(await asyncio.gather(producer(queue, 10), consumer(queue)))
    lock, event, gate = asyncio.Lock(), asyncio.Event(), asyncio.Semaphore(2)
    inside = most = 0

    async def enter():
        nonlocal inside, most
        await event.wait()
        async with gate:
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            async with lock:
                inside -= 1

    tasks = [asyncio.create_task(enter()) for _ in range(5)]
    await asyncio.sleep(0)
    print(sum(task.done() for task in tasks))
    event.set()
    await asyncio.wait(tasks)
    print(most, lock.locked())
    heap = asyncio.PriorityQueue()
    for n in (3, 1, 2):
        heap.put_nowait(n)
    print([heap.get_nowait() for _ in range(3)], heap.empty())


asyncio.run(main())
print("OK")
