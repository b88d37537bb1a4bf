# Threads that start one another for ever end at the wall time limit.
# verdict: wallTime
# limits: wall=700ms threads=2
# control: none
import threading
import time


def relay():
    time.sleep(0.001)
    while True:
        try:
            threading.Thread(target=relay).start()
            return
        except RuntimeError:
            pass


relay()
