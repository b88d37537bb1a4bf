# inspect.getclosurevars does not hand out the built-ins that a library function uses.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD KeyError
# control: python3
import inspect
import shutil
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    opener = inspect.getclosurevars(shutil.copyfile).builtins["open"]
    assert secret in opener(path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
