# The stack of a script that asks for depth is taken from its memory, a quarter of it at most.
# verdict: exit
# limits: memory=256MiB cpu=5s wall=60s
# control: none
import sys

sys.setrecursionlimit(10 ** 6)
depth = sys.getrecursionlimit()
assert 10_000 < depth < 30_000, depth
assert len(bytearray(160 << 20)) == 160 << 20
try:
    bytearray(240 << 20)
except MemoryError:
    pass
else:
    raise AssertionError("the stack is not counted")


def descend(_):
    return sorted([1], key=descend)


try:
    descend(None)
except RecursionError:
    pass
