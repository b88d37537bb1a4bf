# A product of iterables, held in C, ends at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
import itertools

itertools.product(range(10 ** 7), repeat=100)
