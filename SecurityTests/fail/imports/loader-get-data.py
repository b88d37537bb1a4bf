# A loader of a whitelisted module does not read files.
# goal: tangible
# family: imports
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
    text = json.__loader__.get_data(path)
    assert secret in text.decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
