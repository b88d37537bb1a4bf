# A function of a library module, called as the module's attribute in the hot loop.
import random


def total(count):
    result = 0.0
    for _ in range(count):
        result += random.random()
    return result


random.seed(1)
assert 99_000 < total(200_000) < 101_000
