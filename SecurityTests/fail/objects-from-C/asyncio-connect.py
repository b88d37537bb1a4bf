# asyncio.open_connection reaches no host.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD PermissionError
# control: python3
import asyncio
import sys

target, nonce, port = sys.argv[1:4]


async def main():
    _, writer = await asyncio.open_connection("127.0.0.1", int(port))
    return writer.get_extra_info("peername")


print("MARK", nonce, flush=True)
try:
    assert asyncio.run(main())[1] == int(port)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
