# An integer of many bits ends at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
1 << 10 ** 11
