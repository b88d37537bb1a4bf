# No number of a process of the host is told.
# goal: tangible
# family: identity
# held-by: language
# expect: HELD AssertionError
# control: python3
import os
import sys
import threading

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    numbers = [os.getpid(), os.getppid(), os.getpgrp(), os.getsid(0), threading.get_native_id()]
    assert max(numbers) > 2
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
