# The code of a library function cannot be replaced.
# goal: tangible
# family: types
# held-by: language
# expect: HELD AttributeError
# control: python3
import json
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    json.loads.__code__ = (lambda path: open(path).read()).__code__
    assert secret in json.loads(path)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
