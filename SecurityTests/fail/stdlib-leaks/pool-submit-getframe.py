# An executor's thread does not hand out the globals of its frames.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD KeyError
# control: python3
import sys
from concurrent.futures import ThreadPoolExecutor

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    with ThreadPoolExecutor() as pool:
        frame = pool.submit(sys._getframe).result()
    assert secret in frame.f_globals["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
