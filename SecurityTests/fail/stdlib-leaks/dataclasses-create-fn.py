# dataclasses._create_fn makes no function with a library's built-ins.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD KeyError
# control: python3
import dataclasses
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    function = dataclasses._create_fn("f", (), ["return __builtins__"], globals={})
    assert secret in function()["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
