# Bytes that are too many at once end at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
bytes(10 ** 10)
