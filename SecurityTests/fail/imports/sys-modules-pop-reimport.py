# Removing os and posix from sys.modules and importing again does not bring the real ones back.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    for name in ("os", "posix", "io", "_io"):
        sys.modules.pop(name, None)
    import os

    descriptor = os.open(path, os.O_RDONLY)
    assert secret in os.read(descriptor, 99).decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
