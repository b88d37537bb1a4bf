# A subclass of FileIO opens nothing.
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

print("MARK", nonce, flush=True)
try:
    class File(io.FileIO):
        pass


    assert secret in File(path).read().decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
