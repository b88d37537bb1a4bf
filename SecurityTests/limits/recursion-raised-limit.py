# A recursion limit of a billion is accepted, and clamped.
# verdict: exception
# limits: cpu=5s wall=60s
# control: none
import sys

sys.setrecursionlimit(10 ** 9)


def descend():
    descend()


descend()
