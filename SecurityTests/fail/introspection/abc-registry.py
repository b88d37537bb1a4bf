# The registry of an abstract base class does not hand out FileIO.
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
    import _abc

    references = _abc._get_dump(io.RawIOBase)[0]
    file = next(r() for r in references if r().__name__ == "FileIO")
    assert secret in file(path).read().decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
