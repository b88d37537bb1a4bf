# A library frame takes no trace function and no other line number.
# goal: authority
# family: introspection
# held-by: language
# expect: HELD AttributeError
# control: python3
import json
import sys

target, nonce, port = sys.argv[1:4]

frames = []

print("MARK", nonce, flush=True)
try:
    json.loads("{}", object_hook=lambda value: frames.append(sys._getframe(1)))
    frames[0].f_trace = print
    assert frames[0].f_trace is print
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
