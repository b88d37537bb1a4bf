# The module platform tells no name of the host.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import os
import platform
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    descriptor = os.open("/proc/sys/kernel/hostname", os.O_RDONLY)
    assert platform.node() == os.read(descriptor, 99).decode().strip()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
