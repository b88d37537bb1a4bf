# The traceback of a refused import does not lead into the import machinery.
# goal: tangible
# family: guard-parts
# held-by: language
# expect: HELD AttributeError
# control: python3
import importlib
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    try:
        importlib.import_module("absent_" + nonce)
    except ImportError as error:
        frame = error.__traceback__.tb_next.tb_frame
    posix = frame.f_globals["sys"].modules["posix"]
    descriptor = posix.open(path, posix.O_RDONLY)
    assert secret in posix.read(descriptor, 99).decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
