# A task that is initialised again while it runs ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import asyncio


async def work():
    task.__init__(work(), loop=asyncio.get_running_loop())
    await asyncio.sleep(0)


async def main():
    global task
    task = asyncio.create_task(work())
    try:
        await asyncio.wait_for(task, 1)
    except Exception:
        pass


asyncio.run(main())
