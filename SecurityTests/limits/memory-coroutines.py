# Tasks without end end at the memory limit, or at the processor limit while they are taken down.
# verdict: memory, cpuTime
# limits: memory=64MiB cpu=5s wall=60s
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
