# An exit function that never returns ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
import atexit


@atexit.register
def endless():
    while True:
        pass
