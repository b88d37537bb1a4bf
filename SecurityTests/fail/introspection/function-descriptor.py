# The descriptors of the function type, called by hand, give no more than the attributes do.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD KeyError
# control: python3
import json
import sys
import types

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    for name in ("__builtins__", "__globals__"):
        namespace = types.FunctionType.__dict__[name].__get__(json.loads)
        namespace = namespace.get("__builtins__", namespace)
    assert secret in namespace["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
