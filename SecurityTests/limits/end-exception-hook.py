# An exception hook that never returns ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
import sys


def endless(*_):
    while True:
        pass


sys.excepthook = endless
raise ValueError
