# A library's private reference to sys reads no frame's globals.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD KeyError
# control: python3
import collections
import json
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    getframe = collections._sys._getframe
    frames = []
    json.loads("{}", object_hook=lambda value: frames.append(getframe(1)))
    assert secret in frames[0].f_builtins["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
