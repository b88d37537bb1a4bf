# time.clock_settime, which reaches the kernel, is absent.
# goal: authority
# family: objects-from-C
# held-by: language
# expect: HELD AttributeError, PermissionError
# control: python3
import errno
import sys
import time

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    try:
        time.clock_settime(time.CLOCK_MONOTONIC, 1.0)  # no one may set this clock
        reached = False
    except OSError as error:
        reached = error.errno == errno.EINVAL
    assert reached
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
