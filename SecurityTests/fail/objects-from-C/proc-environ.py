# The environment that the process was started with is not read from /proc.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    descriptor = os.open("/proc/self/environ", os.O_RDONLY)
    text = os.read(descriptor, 9999)
    assert text == b"" or b"=" in text
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
