# asyncio.timeout, wait_for, wait and shield bound how long is waited.
import asyncio


async def main():
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(600)
    except TimeoutError:
        print("timeout")
    async with asyncio.timeout(None) as scope:
        print(scope.expired())
    try:
        await asyncio.wait_for(asyncio.Event().wait(), timeout=0.01)
    except asyncio.TimeoutError:
        print("wait_for")
    print(await asyncio.wait_for(asyncio.sleep(0, "in time"), 5))
    slow = asyncio.create_task(asyncio.sleep(600))
    fast = asyncio.create_task(asyncio.sleep(0))
    done, pending = await asyncio.wait({slow, fast}, return_when=asyncio.FIRST_COMPLETED)
    print(done == {fast}, pending == {slow})
    slow.cancel()
    inner = asyncio.create_task(asyncio.sleep(0.3, "shielded"))
    try:
        await asyncio.wait_for(asyncio.shield(inner), 0.001)
    except TimeoutError:
        print(await inner)


asyncio.run(main())
print("OK")
