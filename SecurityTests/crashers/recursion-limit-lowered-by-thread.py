# A thread that lowers the recursion limit beneath the depth of another ends the run as crashed, as in CPython.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import sys
import threading

sys.setrecursionlimit(100_000)
is_deep, is_lowered = threading.Event(), threading.Event()


def lower():
    is_deep.wait()
    sys.setrecursionlimit(50)
    is_lowered.set()


def descend(levels):
    if levels:
        return descend(levels - 1)
    is_deep.set()
    is_lowered.wait()


threading.Thread(target=lower).start()
descend(20_000)
