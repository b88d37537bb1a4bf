# fileinput reads no host's file.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import fileinput
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    with fileinput.input(path) as lines:
        assert secret in "".join(lines)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
