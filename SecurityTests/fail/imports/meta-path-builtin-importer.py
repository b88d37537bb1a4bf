# sys.meta_path holds no importer of built-in modules.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD StopIteration
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    importer = next(f for f in sys.meta_path if f.find_spec("posix", None))
    posix = importer.load_module("posix")
    descriptor = posix.open(path, posix.O_RDONLY)
    assert secret in posix.read(descriptor, 99).decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
