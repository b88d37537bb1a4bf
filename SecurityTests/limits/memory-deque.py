# A deque fed by an endless iterator, in C, ends at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
import collections
import itertools

collections.deque(itertools.count())
