# Coroutines, async context managers and async iterators run on a hand-written event loop.

class Pause:
    def __await__(self):
        return (yield "paused")


class Countdown:
    def __init__(self, start):
        self.start = start

    def __aiter__(self):
        return self

    async def __anext__(self):
        await Pause()
        if self.start == 0:
            raise StopAsyncIteration
        self.start -= 1
        return self.start


class Resource:
    async def __aenter__(self):
        await Pause()
        return "resource"

    async def __aexit__(self, kind, value, trace):
        print("released after", kind.__name__ if kind else "success")
        return kind is KeyError


async def work():
    async with Resource() as resource:
        numbers = [n async for n in Countdown(3)]
    async with Resource():
        raise KeyError("swallowed")
    return resource, numbers


def run(coroutine):
    pauses = 0
    while True:
        try:
            assert coroutine.send(None) == "paused"
            pauses += 1
        except StopIteration as stop:
            return stop.value, pauses


print(run(work()))
print("OK")
