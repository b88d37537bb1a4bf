# importlib.import_module does not lead to the import machinery.
# goal: tangible
# family: guard-parts
# held-by: language
# expect: HELD AttributeError
# control: python3
import importlib
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    posix = importlib.import_module.__globals__["_bootstrap_external"]._os
    descriptor = posix.open(path, posix.O_RDONLY)
    assert secret in posix.read(descriptor, 99).decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
