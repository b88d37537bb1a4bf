# The comparison of very deep lists with a real limit of a billion overruns the stack that its memory allows.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# without: language audit
# control: none
import sys

sys.setrecursionlimit(10 ** 9)
items, others = [], []
for _ in range(10 ** 6):
    items, others = [items], [others]
items == others
