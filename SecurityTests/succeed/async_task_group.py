# TaskGroup waits for its tasks, cancels the others on failure and raises a group.
import asyncio


async def work(name, delay, error=None):
    try:
        await asyncio.sleep(delay)
        if error:
            raise error
        return name
    except asyncio.CancelledError:
        print("cancelled", name)
        raise


async def main():
    async with asyncio.TaskGroup() as group:
        first = group.create_task(work("a", 0.01))
        second = group.create_task(work("b", 0))
    print(first.result(), second.result())
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work("long", 600))
            group.create_task(work("wrong", 0, ValueError("wrong")))
    except* ValueError as errors:
        print(errors.exceptions)
    task = asyncio.create_task(work("stopped", 600), name="named")
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print(task.get_name(), task.cancelled(), asyncio.current_task().done())


asyncio.run(main())
print("OK")
