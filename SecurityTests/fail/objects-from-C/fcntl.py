# fcntl duplicates no descriptor of the process.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    import fcntl

    descriptor = fcntl.fcntl(1, fcntl.F_DUPFD, 100)
    assert descriptor >= 100 and os.readlink(f"/proc/self/fd/{descriptor}")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
