# sys.set_asyncgen_hooks does not deliver a library's frames to the script.
# goal: authority
# family: host-channel
# held-by: language
# expect: HELD AttributeError
# control: python3
import asyncio
import sys

target, nonce, port = sys.argv[1:4]

frames = []


async def items():
    yield 1


async def main():
    sys.set_asyncgen_hooks(firstiter=lambda generator: frames.append(sys._getframe(2)))
    async for _ in items():
        pass


print("MARK", nonce, flush=True)
try:
    asyncio.run(main())
    frames[0].f_globals["owned"] = nonce
    assert asyncio.events.owned == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
