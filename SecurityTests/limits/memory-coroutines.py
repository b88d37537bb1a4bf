# Tasks without end end at the memory limit, or at the processor limit while they are taken down. A loop that waits for
# a task which it lost for want of memory ends at the wall limit.
# verdict: memory, cpuTime, wallTime
# limits: memory=64MiB cpu=5s wall=30s
# control: none
import asyncio


async def wait():
    await asyncio.Event().wait()


async def main():
    tasks = []
    while True:
        tasks.append(asyncio.create_task(wait()))
        await asyncio.sleep(0)


asyncio.run(main())
