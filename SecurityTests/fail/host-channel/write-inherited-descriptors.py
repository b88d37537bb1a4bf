# No inherited descriptor, the run's channel above all, takes bytes of the script's.
# goal: tangible
# family: host-channel
# held-by: language
# expect: HELD AssertionError
# control: without-language
import os
import sys

target, nonce, port = sys.argv[1:4]


def takes_bytes(descriptor):
    try:
        return os.write(descriptor, b"") == 0
    except OSError:
        return False


print("MARK", nonce, flush=True)
try:
    assert any(takes_bytes(descriptor) for descriptor in range(3, 1024))
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
