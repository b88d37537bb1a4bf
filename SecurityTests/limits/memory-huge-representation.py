# A key that is not found, with a representation beyond all memory, ends the run.
# verdict: exception, memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
{}["\0" * (24 << 20)]
