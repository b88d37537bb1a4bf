# A library's private reference to sys does not lead to the real modules.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import argparse
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    posix = argparse._sys.modules["posix"]
    descriptor = posix.open(path, posix.O_RDONLY)
    assert secret in posix.read(descriptor, 99).decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
