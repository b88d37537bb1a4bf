# No function tells the release and build of the kernel.
# goal: tangible
# family: identity
# held-by: language
# expect: HELD AssertionError
# control: python3
import os
import platform
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    told = {os.uname().release, os.uname().version, platform.release(), platform.version()}
    assert told != {"6.1.0", "#1 SMP"}
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
