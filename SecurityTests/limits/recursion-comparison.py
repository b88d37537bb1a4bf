# The comparison of very deep lists is a RecursionError.
# verdict: exception
# limits: cpu=5s wall=60s
# control: none
import sys

sys.setrecursionlimit(10 ** 9)
first, second = [], []
for _ in range(10 ** 6):
    first, second = [first], [second]
first == second
