# Blocks that use up memory between lines of output end at the memory limit.
# verdict: memory
# limits: memory=64MiB output=64MiB cpu=5s wall=60s
# control: none
blocks = [None] * 200_000
for index in range(len(blocks)):
    blocks[index] = bytes(600)
    print("x" * (index % 997))
