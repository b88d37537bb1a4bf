# gc.get_objects does not find the real modules.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD AttributeError, PermissionError
# control: python3
import gc
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    posix = next(o for o in gc.get_objects() if type(o) is type(sys) and o.__name__ == "posix")
    descriptor = posix.open(path, posix.O_RDONLY)
    assert secret in posix.read(descriptor, 99).decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
