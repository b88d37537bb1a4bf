# A list that grows for ever ends at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
items = []
while True:
    items.append(None)
