# The representation of a very deep list is a RecursionError, or takes too long.
# verdict: exception, cpuTime
# limits: cpu=5s wall=60s
# control: none
import sys

sys.setrecursionlimit(10 ** 9)
items = []
for _ in range(10 ** 6):
    items = [items]
repr(items)
