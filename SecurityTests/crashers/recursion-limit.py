# The representation of a very deep list with a real limit of a billion overruns the C stack.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# without: language audit
# control: none
import sys

sys.setrecursionlimit(10 ** 9)
items = []
for _ in range(10 ** 6):
    items = [items]
repr(items)
