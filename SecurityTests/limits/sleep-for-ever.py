# A sleep ends at the wall time limit.
# verdict: wallTime
# limits: wall=700ms
# control: none
import time

time.sleep(10 ** 9)
