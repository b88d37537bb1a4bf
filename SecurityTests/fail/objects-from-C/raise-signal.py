# signal.raise_signal raises no signal.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD PermissionError
# control: python3
import errno
import signal
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    signal.raise_signal(signal.SIGCHLD)  # ignored by default
    try:
        signal.raise_signal(1000)
        reached = False
    except OSError as error:
        reached = error.errno == errno.EINVAL
    assert reached
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
