# Source text of any size ends at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
compile("x = [" + "1, 'a'," * 3_000_000 + "]", "", "exec")
