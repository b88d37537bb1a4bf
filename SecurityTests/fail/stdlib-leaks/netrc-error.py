# netrc quotes no host's file in an error.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import netrc
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    try:
        netrc.netrc(path)
        text = ""
    except netrc.NetrcParseError as error:
        text = str(error)
    assert secret in text
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
