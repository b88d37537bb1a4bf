# An exception with a huge text ends the run as any other, its text cut.
# verdict: output
# limits: memory=64MiB output=1MiB cpu=5s wall=60s
# control: none
raise ValueError("x" * (8 << 20))
