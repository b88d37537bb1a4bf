# The virtual sys has no dict behind it that holds the real one's attributes.
# goal: tangible
# family: guard-parts
# held-by: language
# expect: HELD KeyError
# control: python3
import sys
import types

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    namespace = types.ModuleType.__dict__["__dict__"].__get__(sys)
    posix = namespace["modules"]["posix"]
    descriptor = posix.open(path, posix.O_RDONLY)
    assert secret in posix.read(descriptor, 99).decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
