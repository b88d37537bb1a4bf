# os.dup2 lays no real descriptor over another.
# goal: tangible
# family: host-channel
# held-by: language
# expect: HELD OSError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    os.dup2(1, 200)
    assert os.readlink("/proc/self/fd/200") == os.readlink("/proc/self/fd/1")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
