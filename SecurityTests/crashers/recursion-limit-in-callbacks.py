# Recursion through C code with a real limit of a billion uses up the stack or the memory.
# verdict: exception, crashed
# limits: cpu=3s wall=60s memory=256MiB
# without: language audit
# control: none
import sys

sys.setrecursionlimit(10 ** 9)


def descend(_):
    return sorted([1], key=descend)


descend(None)
