# inspect.stack, in a callback, does not lead to the globals of the library below it.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD KeyError
# control: python3
import inspect
import json
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

frames = []

print("MARK", nonce, flush=True)
try:
    json.loads("{}", object_hook=lambda value: frames.extend(inspect.stack()))
    frame = next(f.frame for f in frames if f.filename == json.decoder.__file__)
    assert secret in frame.f_globals["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
