# Output goes on where memory is used up and the MemoryError caught.
# verdict: output
# limits: memory=64MiB output=1MiB cpu=5s wall=60s
# control: none
items = []
try:
    while True:
        items.append(bytearray(1000))
except MemoryError:
    while True:
        print("no memory after", len(items))
