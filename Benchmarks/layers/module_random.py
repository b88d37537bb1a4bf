# random.random, looked up as a module's attribute in the hot loop.
import random


def work(count):
    inside = 0
    for _ in range(count):
        x = random.random()
        y = random.random()
        if x * x + y * y <= 1.0:
            inside += 1
    return inside


random.seed(20240229)
print(work(500_000))
