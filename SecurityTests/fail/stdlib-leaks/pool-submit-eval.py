# An executor's thread, a library frame, evaluates no text in its own namespace.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD NameError
# control: python3
import sys
from concurrent.futures import ThreadPoolExecutor

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    with ThreadPoolExecutor() as pool:
        text = pool.submit(eval, f"open({path!r}).read()").result()
    assert secret in text
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
