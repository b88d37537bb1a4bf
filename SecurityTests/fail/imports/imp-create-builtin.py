# _imp does not make a fresh instance of a built-in module.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import sys
from types import SimpleNamespace

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    import _imp

    posix = _imp.create_builtin(SimpleNamespace(name="posix"))
    _imp.exec_builtin(posix)
    descriptor = posix.open(path, posix.O_RDONLY)
    assert secret in posix.read(descriptor, 99).decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
