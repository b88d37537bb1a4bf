# _sitebuiltins, with its file-reading printer, cannot be imported.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    import _sitebuiltins

    printer = _sitebuiltins._Printer("x", "", ["secret.txt"], [target])
    assert secret in repr(printer)
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
