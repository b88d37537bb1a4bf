# pkgutil.get_importer does not give a finder over a host's folder.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD AttributeError
# control: python3
import pkgutil
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    finder = pkgutil.get_importer(target)
    loader = dict(finder._loaders)[".py"]
    assert secret in loader("x", path).get_data(path).decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
