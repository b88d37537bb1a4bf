# Handlers for every signal keep no run from its processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
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
while True:
    pass
