# asyncio starts no process.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD AttributeError, PermissionError
# control: python3
import asyncio
import os
import sys

target, nonce, port = sys.argv[1:4]


async def main():
    process = await asyncio.create_subprocess_exec(target + "/touch.sh")
    await process.wait()


print("MARK", nonce, flush=True)
try:
    asyncio.run(main())
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
