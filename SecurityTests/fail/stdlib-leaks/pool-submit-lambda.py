# A function made by `eval` in a library frame holds neither the library's globals nor its built-ins.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD KeyError
# control: python3
import concurrent.futures
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    with concurrent.futures.ThreadPoolExecutor() as pool:
        function = pool.submit(eval, "lambda: 0").result()
    assert secret in function.__builtins__["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
