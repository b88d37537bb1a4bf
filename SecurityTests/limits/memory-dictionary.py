# A dict that grows for ever ends at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
table = {}
while True:
    table[len(table)] = None
