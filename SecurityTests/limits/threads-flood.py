# A flood of threads is refused beyond the limit, by name.
# verdict: exception
# limits: threads=4 cpu=5s wall=60s
# control: none
import threading
import time

threads = []
try:
    while True:
        thread = threading.Thread(target=time.sleep, args=(0.2,))
        thread.start()
        threads.append(thread)
except RuntimeError as error:
    assert len(threads) == 4 and "limit on threads" in str(error), (len(threads), error)
    raise
