# A thread that never ends keeps the run until its wall time limit.
# verdict: wallTime
# limits: wall=700ms
# control: none
import threading
import time


def stay():
    while True:
        time.sleep(1)


threading.Thread(target=stay).start()
