# A timer that fires again and again keeps no run from its processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# without: language audit
# control: none
import signal

try:
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
except (AttributeError, OSError, PermissionError, ValueError):
    pass
while True:
    pass
