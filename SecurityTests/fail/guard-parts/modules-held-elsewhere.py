# A library's own reference to sys.modules is not a fuller one.
# goal: tangible
# family: guard-parts
# held-by: language
# expect: HELD KeyError
# control: python3
import pickle
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    posix = pickle.sys.modules["posix"]
    descriptor = posix.open(path, posix.O_RDONLY)
    assert secret in posix.read(descriptor, 99).decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
