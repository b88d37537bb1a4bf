# A list of a range ends at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
list(range(10 ** 10))
