# The real signal module, with handlers for every signal, keeps no run from its processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# without: language audit
# control: none
import signal


def handle(number, frame):
    handled.append(number)


handled = []

for number in signal.valid_signals():
    try:
        signal.signal(number, handle)
    except (OSError, ValueError):
        pass
try:
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
except OSError:
    pass
while True:
    pass
