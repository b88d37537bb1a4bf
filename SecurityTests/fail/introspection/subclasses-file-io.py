# A walk over all subclasses does not find FileIO.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD StopIteration
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]


def below(kind):
    for subclass in type.__subclasses__(kind):
        yield subclass
        yield from below(subclass)


print("MARK", nonce, flush=True)
try:
    file = next(kind for kind in below(object) if kind.__name__ == "FileIO")
    assert secret in file(path).read().decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
