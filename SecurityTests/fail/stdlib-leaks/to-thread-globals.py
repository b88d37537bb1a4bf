# asyncio.to_thread does not return a library's globals.
# goal: authority
# family: stdlib-leaks
# held-by: language
# expect: HELD AttributeError
# control: python3
import asyncio
import concurrent.futures.thread
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    asyncio.run(asyncio.to_thread(globals))["owned"] = nonce
    assert concurrent.futures.thread.owned == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
