# An async generator, run by the event loop, does not lead to the loop's frame.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD KeyError
# control: python3
import asyncio
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

frames = []


async def items():
    frames.append(stream.ag_frame.f_back.f_back)
    yield 1


async def main():
    async for _ in stream:
        pass


print("MARK", nonce, flush=True)
try:
    stream = items()
    asyncio.run(main())
    assert secret in frames[0].f_globals["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
