# A finaliser run inside a trusted import gains nothing from the frames below it.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

got = []


class Bomb:
    def __del__(self):
        try:
            posix = __import__("posix")
            descriptor = posix.open(path, posix.O_RDONLY)
            got.append(posix.read(descriptor, 99).decode())
        except BaseException as error:
            got.append(error)


print("MARK", nonce, flush=True)
try:
    sys.modules["os.path"] = Bomb()  # os.py itself overwrites this entry while it is imported
    sys.modules.pop("os", None)
    import os

    if got and isinstance(got[0], BaseException):
        raise got[0]
    assert got and secret in got[0]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
