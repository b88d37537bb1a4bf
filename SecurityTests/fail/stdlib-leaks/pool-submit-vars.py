# An executor's thread, a library frame, does not return its own local variables.
# goal: authority
# family: stdlib-leaks
# held-by: language
# expect: HELD KeyError
# control: python3
import sys
from concurrent.futures import ThreadPoolExecutor

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    with ThreadPoolExecutor() as pool:
        future = pool.submit(vars)
        item = future.result()["self"]
    assert item.future is future
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
