# A lock that nobody releases ends at the wall time limit.
# verdict: wallTime
# limits: wall=700ms
# control: none
import threading

lock = threading.Lock()
lock.acquire()
lock.acquire()
