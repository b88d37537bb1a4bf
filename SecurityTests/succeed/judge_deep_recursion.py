# A depth-first search goes down a path of 200,000 nodes, as judges' solutions do.
import sys
from functools import lru_cache

sys.setrecursionlimit(10**6)
size = 200_000
children = [[node + 1] for node in range(size - 1)] + [[]]


def depth(node):
    deepest = 0
    for child in children[node]:
        deepest = max(deepest, depth(child))
    return deepest + 1


@lru_cache(maxsize=None)
def steps(number):
    return 0 if number < 2 else 1 + steps(number - 1)


print(depth(0))
print(steps(5_000))
print("OK")
