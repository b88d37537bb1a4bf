# The process's open descriptors cannot be listed.
# goal: tangible
# family: host-channel
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    assert {"0", "1", "2"} <= set(os.listdir("/proc/self/fd"))
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
