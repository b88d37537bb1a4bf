# ModuleType.__getattribute__ reads nothing from the virtual sys that it does not show.
# goal: tangible
# family: guard-parts
# held-by: language
# expect: HELD PermissionError
# control: python3
import json
import sys
import types

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

frames = []

print("MARK", nonce, flush=True)
try:
    settrace = types.ModuleType.__getattribute__(sys, "settrace")
    settrace(lambda frame, event, argument: frames.append(frame))
    json.loads("1")
    settrace(None)
    assert secret in frames[0].f_globals["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
