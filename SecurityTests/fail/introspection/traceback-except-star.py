# A traceback taken by `except*` leads no further than any other.
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
        json.loads("!")
    except* ValueError as group:
        traceback = group.exceptions[0].__traceback__
    while traceback.tb_next:
        traceback = traceback.tb_next
    assert secret in traceback.tb_frame.f_builtins["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
