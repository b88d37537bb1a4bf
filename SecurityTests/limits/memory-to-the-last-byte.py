# A script that leaves no more than its limit can still print, and loads modules or is refused them.
# verdict: exit, memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
def largest():
    low, high = 0, 1 << 30
    while high - low > 1:
        size = (low + high) // 2
        try:
            bytearray(size)
            low = size
        except MemoryError:
            high = size
    return low


kept = [bytearray(largest() - rest) for rest in (1 << 16, 1 << 12, 0)]
for _ in range(1000):
    print("x" * 1000)
import dataclasses, fractions, json, statistics
