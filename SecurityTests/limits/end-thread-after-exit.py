# A thread that goes on after sys.exit ends at the wall time limit.
# verdict: wallTime
# limits: wall=700ms
# control: none
import sys
import threading
import time

threading.Thread(target=time.sleep, args=(10 ** 6,)).start()
sys.exit(3)
