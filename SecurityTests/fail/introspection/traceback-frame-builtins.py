# The traceback of an error inside a library does not lead to the library's built-ins.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD KeyError
# control: python3
import json
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    try:
        json.loads(None)
    except TypeError as error:
        frame = error.__traceback__.tb_next.tb_frame
    assert secret in frame.f_builtins["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
