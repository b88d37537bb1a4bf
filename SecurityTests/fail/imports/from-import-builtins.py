# `from module import __builtins__` does not hand out a library module's built-ins.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD KeyError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    from json import __builtins__ as builtins

    builtins = getattr(builtins, "__dict__", builtins)
    assert secret in builtins["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
