# The script installs no signal handler.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD PermissionError
# control: python3
import signal
import sys

target, nonce, port = sys.argv[1:4]

received = []

print("MARK", nonce, flush=True)
try:
    signal.signal(signal.SIGUSR1, lambda number, frame: received.append(number))
    signal.raise_signal(signal.SIGUSR1)
    assert received
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
