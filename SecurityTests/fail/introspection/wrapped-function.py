# The function under a decorator (`__wrapped__`) does not hand out the library's globals.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD KeyError
# control: python3
import fnmatch
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    hidden = fnmatch._compile_pattern.__wrapped__.__globals__["os"]
    descriptor = hidden.open(path, hidden.O_RDONLY)
    assert secret in hidden.read(descriptor, 99).decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
