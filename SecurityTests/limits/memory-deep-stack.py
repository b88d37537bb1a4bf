# The stack that a script recursed through is a part of its memory.
# verdict: exit
# limits: memory=256MiB cpu=5s wall=60s
# control: none
import sys

sys.setrecursionlimit(10 ** 6)
assert 100_000 < sys.getrecursionlimit() < 300_000


def descend(depth):
    return sorted([depth - 1], key=descend)[0] if depth else 0


assert len(bytearray(200 << 20)) == 200 << 20
descend(40_000)
try:
    bytearray(200 << 20)
except MemoryError:
    pass
else:
    raise AssertionError("the stack is not counted")
