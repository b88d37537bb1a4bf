# A queue that nobody fills ends at the wall time limit.
# verdict: wallTime
# limits: wall=700ms
# control: none
import queue

queue.SimpleQueue().get()
