# A path whose methods lie about its text opens no host's file.
# goal: tangible
# family: types
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import io
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]


class Path(str):
    __hash__ = str.__hash__

    def __eq__(self, other):
        return True

    def __str__(self):
        return "/app/script.py"

    def startswith(self, *prefix):
        return True

    __fspath__ = __str__


print("MARK", nonce, flush=True)
try:
    assert secret in io.open(Path(path)).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
