# The traceback of an error inside a library does not show the library's local variables.
# goal: authority
# family: introspection
# held-by: language
# expect: HELD KeyError
# control: python3
import json
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    try:
        json.loads("!")
    except ValueError as error:
        frame = error.__traceback__.tb_next.tb_next.tb_frame
    assert frame.f_locals["self"] is json._default_decoder
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
