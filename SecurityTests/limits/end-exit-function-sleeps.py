# An exit function that sleeps ends at the wall time limit.
# verdict: wallTime
# limits: wall=700ms
# control: none
import atexit
import time

atexit.register(time.sleep, 10 ** 6)
