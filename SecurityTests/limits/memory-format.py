# A width of billions ends at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
f"{1:>10000000000}"
