# Recursion through C code in a thread is a RecursionError, shown by the thread.
# verdict: exit
# limits: cpu=5s wall=60s
# control: none
import sys
import threading

sys.setrecursionlimit(10 ** 9)


def descend(_):
    return sorted([1], key=descend)


thread = threading.Thread(target=descend, args=(None,))
thread.start()
thread.join()
