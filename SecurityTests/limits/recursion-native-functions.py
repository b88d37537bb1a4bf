# Recursion through functions of the sandbox alone, without a frame of Python between, uses up the limit, the memory or the stack.
# verdict: exception, memory, crashed
# limits: cpu=5s wall=60s
# control: none
import sys
import threading

sys.setrecursionlimit(10 ** 9)


class Endless:
    __dict__ = property(vars)


def descend():
    try:
        vars(Endless())
    except RecursionError:
        return
    raise AssertionError("no end")


thread = threading.Thread(target=descend)
thread.start()
thread.join()
vars(Endless())
