# A str subclass that is `json` to the first questions and `posix` later does not fool the import guard.
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
    def face(self):
        self.lies -= 1
        return "json" if self.lies >= 0 else "posix"

    def __hash__(self):
        return hash(self.face())

    def __eq__(self, other):
        return self.face() == other


def imported(lies):
    name = Name("posix")
    name.lies = lies
    return __import__(name)


print("MARK", nonce, flush=True)
try:
    for lies in range(12):
        posix = imported(lies)
        if posix.__name__ == "posix":
            break
    descriptor = posix.open(path, posix.O_RDONLY)
    assert secret in posix.read(descriptor, 99).decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
