# gc.get_referents does not hand out a library function's globals.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD AttributeError, PermissionError
# control: python3
import gc
import json
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    namespace = next(o for o in gc.get_referents(json.loads) if type(o) is dict and "__builtins__" in o)
    assert secret in namespace["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
