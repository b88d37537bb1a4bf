# A str subclass that claims to equal every name does not fool the import guard.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]


class Name(str):
    __hash__ = str.__hash__

    def __eq__(self, other):
        return True

    def __str__(self):
        return "json"

    def partition(self, separator):
        return ("json", "", "")

    rpartition = split = partition


print("MARK", nonce, flush=True)
try:
    posix = __import__(Name("posix"))
    descriptor = posix.open(path, posix.O_RDONLY)
    assert secret in posix.read(descriptor, 99).decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
