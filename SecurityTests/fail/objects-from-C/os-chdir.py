# os.chdir moves to no folder of the host.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    os.chdir(target)
    descriptor = os.open("secret.txt", os.O_RDONLY)
    assert secret in os.read(descriptor, 99).decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
