# signal.setitimer sets no timer that interrupts the interpreter.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD PermissionError
# control: python3
import signal
import sys
import time

target, nonce, port = sys.argv[1:4]

received = []

print("MARK", nonce, flush=True)
try:
    signal.signal(signal.SIGALRM, lambda number, frame: received.append(number))
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    time.sleep(0.3)
    assert received
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
