# Exit functions that register further ones end in time.
# verdict: exit, cpuTime
# limits: cpu=500ms wall=30s
# control: none
import atexit


def again():
    atexit.register(again)


atexit.register(again)
