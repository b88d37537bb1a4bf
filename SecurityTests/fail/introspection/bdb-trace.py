# The debugger's base class does not trace library code.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD PermissionError
# control: python3
import bdb
import json
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

frames = []


class Debugger(bdb.Bdb):
    def user_call(self, frame, arguments):
        frames.append(frame)


print("MARK", nonce, flush=True)
try:
    Debugger().runcall(json.loads, "1")
    library = next(f for f in frames if f.f_globals["__name__"].startswith("json"))
    assert secret in library.f_globals["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
