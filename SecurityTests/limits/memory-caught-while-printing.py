# Output goes on where memory is used up and every MemoryError caught.
# verdict: output
# limits: memory=64MiB output=1MiB cpu=5s wall=10s
# control: none
items = []
while True:
    try:
        while True:
            items.append(bytearray(1000))
    except MemoryError:
        try:
            print("no memory after", len(items))
        except MemoryError:
            pass
