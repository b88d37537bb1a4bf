# A pool of too many threads is refused beyond the limit.
# verdict: exception
# limits: threads=2 cpu=5s wall=60s
# control: none
import concurrent.futures
import time

with concurrent.futures.ThreadPoolExecutor(100) as pool:
    for _ in range(100):
        pool.submit(time.sleep, 0.01)
