# The subclasses of io's raw base class do not name FileIO.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import io
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    base = io.RawIOBase.__base__
    file = next(k for k in base.__subclasses__() if k.__name__ == "FileIO")
    assert secret in file(path).read().decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
