# An event loop in which nothing happens ends at the wall time limit.
# verdict: wallTime
# limits: wall=700ms
# control: none
import asyncio


async def main():
    await asyncio.Event().wait()


asyncio.run(main())
