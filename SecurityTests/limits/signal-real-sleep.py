# Blocked signals keep no sleep from its wall time limit.
# verdict: wallTime
# limits: wall=700ms
# without: language audit
# control: none
import signal
import time

try:
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
except OSError:
    pass
time.sleep(10 ** 6)
