# Sets within sets end at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
items = frozenset()
while True:
    items = frozenset([items, *range(100)])
