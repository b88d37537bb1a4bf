# Many short sleeps end at the wall time limit.
# verdict: wallTime
# limits: wall=700ms
# control: none
import time

while True:
    try:
        time.sleep(0.01)
    except BaseException:
        pass
