# Recursion through attribute hooks uses up the limit or the memory.
# verdict: exception, memory
# limits: cpu=5s wall=60s
# control: none
import sys

sys.setrecursionlimit(10 ** 9)


class Endless:
    def __getattr__(self, name):
        return getattr(self, name + "x"[:0])


Endless().name
