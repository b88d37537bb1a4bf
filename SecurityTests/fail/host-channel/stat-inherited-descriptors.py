# No inherited descriptor shows itself to os.fstat, which raises no audit event.
# goal: tangible
# family: host-channel
# held-by: language
# expect: HELD AssertionError
# control: without-language
import os
import stat
import sys

target, nonce, port = sys.argv[1:4]


def is_socket(descriptor):
    try:
        return stat.S_ISSOCK(os.fstat(descriptor).st_mode)
    except OSError:
        return False


print("MARK", nonce, flush=True)
try:
    assert any(is_socket(descriptor) for descriptor in range(3, 1024))
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
