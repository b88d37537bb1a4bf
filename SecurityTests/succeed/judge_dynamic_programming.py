# Knapsack, longest common subsequence and edit distance, with memoised recursion and tables.
# stdin: 3 50\n60 10\n100 20\n120 30\nkitten\nsitting\n
import sys
from functools import lru_cache

data = iter(sys.stdin.read().split())
n, capacity = int(next(data)), int(next(data))
items = [(int(next(data)), int(next(data))) for _ in range(n)]
best = [0] * (capacity + 1)
for value, weight in items:
    for room in range(capacity, weight - 1, -1):
        best[room] = max(best[room], best[room - weight] + value)
print(best[capacity])

a, b = next(data), next(data)


@lru_cache(maxsize=None)
def distance(i, j):
    if not i or not j:
        return i + j
    return min(distance(i - 1, j) + 1, distance(i, j - 1) + 1, distance(i - 1, j - 1) + (a[i - 1] != b[j - 1]))


def common(x, y):
    row = [""] * (len(y) + 1)
    for c in x:
        previous = row[:]
        for j, d in enumerate(y, 1):
            row[j] = previous[j - 1] + c if c == d else max(previous[j], row[j - 1], key=len)
    return row[-1]


print(distance(len(a), len(b)), common(a, b))
sieve = bytearray([1]) * 100_001
sieve[:2] = b"\0\0"
for p in range(2, 317):
    if sieve[p]:
        sieve[p * p::p] = bytes(len(range(p * p, 100_001, p)))
print(sum(sieve))
MOD = 10 ** 9 + 7
print(pow(3, 10 ** 18, MOD), sum(x * x for x in range(10 ** 5)) % MOD)
print("OK")
