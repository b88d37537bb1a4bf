# A coroutine that a library made does not lead to the library's globals.
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

print("MARK", nonce, flush=True)
try:
    coroutine = asyncio.sleep(1)
    frame = coroutine.cr_frame
    coroutine.close()
    assert secret in frame.f_globals["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
