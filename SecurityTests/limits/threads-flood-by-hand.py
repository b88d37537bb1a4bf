# A flood of threads without the threading module is refused beyond the limit.
# verdict: exit
# limits: threads=4 cpu=5s wall=60s
# control: none
import _thread
import time

started = 0
for start in [_thread.start_new_thread, _thread.start_new]:
    try:
        while started < 100:
            start(time.sleep, (0.3,), {})
            started += 1
    except RuntimeError:
        pass
assert started == 4, started
