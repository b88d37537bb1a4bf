# Task.get_stack does not lead to the globals of a library coroutine.
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


async def main():
    task = asyncio.create_task(asyncio.sleep(0.01))
    await asyncio.sleep(0)
    (frame,) = task.get_stack()
    await task
    return frame


print("MARK", nonce, flush=True)
try:
    frame = asyncio.run(main())
    assert secret in frame.f_globals["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
