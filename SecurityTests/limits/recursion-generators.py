# A very deep chain of generators is a RecursionError.
# verdict: exception
# limits: cpu=5s wall=60s
# control: none
import sys

sys.setrecursionlimit(10 ** 9)


def count(depth):
    if depth:
        yield from count(depth - 1)
    yield depth


for _ in count(10 ** 6):
    pass
