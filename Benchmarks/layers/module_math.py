# Functions and a constant of a module, looked up as its attributes in the hot loop.
import math


def work(count):
    total = 0.0
    for n in range(count):
        total += math.sqrt(n) * math.pi + math.floor(total) % 3
    return total


print(f"{work(500_000):.6f}")
