# The built-in `breakpoint` does not start a debugger with built-ins of its own.
# goal: tangible
# family: builtins
# held-by: language
# expect: HELD NameError
# control: python3
import io
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

got = []

print("MARK", nonce, flush=True)
try:
    sys.stdin = io.StringIO("!got.append(open(path).read())\nc\n")
    stdout, sys.stdout = sys.stdout, io.StringIO()
    try:
        breakpoint()
    finally:
        sys.stdout = stdout
    assert secret in got[0]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
