# Signals that are ignored keep no run from its processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
import signal

for number in signal.valid_signals():
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    pass
