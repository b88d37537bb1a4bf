# inspect.getsource reads no host's file that a module claims as its own.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD OSError
# control: python3
import inspect
import sys
import types

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    module = types.ModuleType("x")
    module.__file__ = path
    assert secret in inspect.getsource(module)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
