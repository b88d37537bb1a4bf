# The old module imp does not initialise a built-in module.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import sys
import warnings

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    warnings.simplefilter("ignore")
    import imp

    posix = imp.init_builtin("posix")
    descriptor = posix.open(path, posix.O_RDONLY)
    assert secret in posix.read(descriptor, 99).decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
