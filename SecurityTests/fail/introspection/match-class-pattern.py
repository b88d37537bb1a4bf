# A class pattern of `match` reads no attribute that is denied elsewhere.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD AssertionError
# control: python3
import json
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    match json.loads:
        case object(__globals__={"__builtins__": {"open": opener}}):
            text = opener(path).read()
        case _:
            text = ""
    assert secret in text
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
