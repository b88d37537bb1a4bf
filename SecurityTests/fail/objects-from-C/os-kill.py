# os.kill sends no signal.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD AttributeError, PermissionError, ValueError, OSError
# control: python3
import os
import signal
import sys

target, nonce, port = sys.argv[1:4]

received = []

print("MARK", nonce, flush=True)
try:
    signal.signal(signal.SIGUSR1, lambda number, frame: received.append(number))
    os.kill(os.getpid(), signal.SIGUSR1)
    assert received
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
