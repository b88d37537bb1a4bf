# The standard streams show no descriptor that can be duplicated.
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
    descriptor = os.dup(sys.stdin.fileno())
    assert os.readlink(f"/proc/self/fd/{descriptor}") == os.readlink("/proc/self/fd/0")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
