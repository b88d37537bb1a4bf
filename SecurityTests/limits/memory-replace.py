# Text that replacing makes huge ends at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
("a" * 10 ** 6).replace("a", "b" * 10 ** 6)
