# A finalizer that sleeps ends at the wall time limit.
# verdict: wallTime
# limits: wall=700ms
# control: none
import time


class Sleeper:
    def __init__(self):
        self.sleep = time.sleep

    def __del__(self):
        self.sleep(10 ** 6)


kept = Sleeper()
