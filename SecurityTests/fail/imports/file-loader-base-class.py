# The abstract loaders of importlib.abc have no working get_data.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD TypeError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    import importlib.abc


    class Loader(importlib.abc.FileLoader):
        def get_source(self, name):
            return ""


    assert secret in Loader("x", path).get_data(path).decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
