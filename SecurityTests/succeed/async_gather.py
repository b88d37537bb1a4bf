# asyncio.gather runs coroutines together and collects results and exceptions in order.
import asyncio


async def step(name, delay):
    await asyncio.sleep(delay)
    print("done", name)
    return name


async def broken():
    raise ValueError("broken")


async def main():
    print(await asyncio.gather(step("slow", 0.05), step("fast", 0), step("middle", 0.02)))
    print([repr(r) for r in await asyncio.gather(broken(), step("ok", 0), return_exceptions=True)])
    try:
        await asyncio.gather(broken())
    except ValueError as error:
        print(error)
    for earliest in asyncio.as_completed([step("b", 0.03), step("a", 0.001)]):
        print("completed", await earliest)
    return "result"


print(asyncio.run(main()))
print(asyncio.run(step("second run", 0)))
print("OK")
