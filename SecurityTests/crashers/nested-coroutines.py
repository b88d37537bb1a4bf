# A very deep chain of coroutines is a RecursionError, or released without recursion.
# verdict: exit
# limits: cpu=10s wall=60s memory=256MiB
# control: none
import asyncio


async def wait(inner):
    if inner is not None:
        await inner


coroutine = None
for _ in range(10 ** 5):
    coroutine = wait(coroutine)
try:
    coroutine.send(None)
except (RecursionError, StopIteration):
    pass
import types


@types.coroutine
def old(inner):
    yield
    yield from inner


class Awaitable:
    def __init__(self, inner):
        self.inner = inner

    def __await__(self):
        return (yield from self.inner) if False else iter(self.inner)
