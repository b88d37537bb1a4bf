# A library's saved copy of `open` does not read the host.
# goal: tangible
# family: builtins
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import sys
import tokenize

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    assert secret in tokenize._builtin_open(path, "rb").read().decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
