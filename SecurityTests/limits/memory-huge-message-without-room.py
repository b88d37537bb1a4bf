# An exception whose text leaves no memory to show it ends the run.
# verdict: exception, memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
raise ValueError("x" * (48 << 20))
