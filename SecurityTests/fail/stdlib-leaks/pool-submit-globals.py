# An executor's thread, a library frame, does not return its own globals.
# goal: authority
# family: stdlib-leaks
# held-by: language
# expect: HELD AttributeError
# control: python3
import concurrent.futures.thread
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    with concurrent.futures.ThreadPoolExecutor() as pool:
        namespace = pool.submit(globals).result()
    namespace["owned"] = nonce
    assert concurrent.futures.thread.owned == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
