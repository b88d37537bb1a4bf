# traceback.walk_stack, in a callback, does not lead to the library's globals.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD KeyError
# control: python3
import json
import sys
import traceback

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

frames = []

print("MARK", nonce, flush=True)
try:
    json.loads("{}", object_hook=lambda value: frames.extend(traceback.walk_stack(None)))
    found = [frame.f_globals["__builtins__"] for frame, _ in frames if frame.f_globals is not globals()]
    assert secret in found[-1]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
