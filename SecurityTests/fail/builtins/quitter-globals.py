# `exit` does not lead to the globals of the library that defines it.
# goal: tangible
# family: builtins
# held-by: language
# expect: HELD AttributeError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    posix = exit.__init__.__globals__["sys"].modules["posix"]
    descriptor = posix.open(path, posix.O_RDONLY)
    assert secret in posix.read(descriptor, 99).decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
