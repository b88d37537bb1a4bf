# sys.setprofile does not deliver library frames.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD PermissionError
# control: python3
import json
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

frames = []

print("MARK", nonce, flush=True)
try:
    sys.setprofile(lambda frame, event, argument: frames.append(frame))
    json.loads("1")
    sys.setprofile(None)
    assert secret in frames[0].f_globals["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
