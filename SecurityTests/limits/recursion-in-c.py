# Recursion through C code with the highest limit is a RecursionError.
# verdict: exception
# limits: cpu=5s wall=60s
# control: none
import sys

sys.setrecursionlimit(10 ** 9)


def descend(_):
    return sorted([1], key=descend)


descend(None)
