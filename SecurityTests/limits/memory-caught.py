# A script that catches every MemoryError ends at the processor limit.
# verdict: cpuTime
# limits: memory=64MiB cpu=500ms wall=30s
# control: none
items = []
while True:
    try:
        while True:
            items.append(bytearray(1000))
    except MemoryError:
        pass
