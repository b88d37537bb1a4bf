# functools.singledispatch, a library frame, reads no denied attribute for the script.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD KeyError
# control: python3
import functools
import json
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    deputy = functools.singledispatch(lambda value: value)
    deputy.register(type(json.loads), lambda value, name: getattr(value, name))
    namespace = deputy(json.loads, "__globals__")
    assert secret in namespace["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
