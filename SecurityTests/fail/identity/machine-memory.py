# sysconf does not tell how much memory the machine has.
# goal: authority
# family: identity
# held-by: language
# expect: HELD AssertionError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    assert os.sysconf("SC_PHYS_PAGES") > 0 or os.sysconf("SC_AVPHYS_PAGES") > 0
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
