# Async generators, comprehensions and context managers run under asyncio.
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def session(name):
    await asyncio.sleep(0)
    try:
        yield name.upper()
    finally:
        print("closed", name)


async def ticks(limit):
    try:
        for n in range(limit):
            await asyncio.sleep(0)
            yield n
    finally:
        print("generator ends")


async def main():
    print([n async for n in ticks(3)], {n: n * n async for n in ticks(2)})
    async with session("one") as one, AsyncExitStack() as stack:
        print(one, await stack.enter_async_context(session("two")))
    stepping = ticks(5)
    print(await anext(stepping), await stepping.asend(None))
    await stepping.aclose()
    print([await value for value in [asyncio.sleep(0, n) for n in "ab"]])
    async for n in ticks(1):
        print("loop", n)
    else:
        print("else")


asyncio.run(main())
print("OK")
