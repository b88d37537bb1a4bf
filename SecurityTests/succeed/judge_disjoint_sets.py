# Union-find, Fenwick tree and breadth-first search over a grid, as contest code has them.
from collections import deque


class Sets:
    def __init__(self, n):
        self.parent = list(range(n))

    def find(self, x):
        while self.parent[x] != x:
            self.parent[x] = self.parent[self.parent[x]]
            x = self.parent[x]
        return x

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        self.parent[a] = b
        return a != b


class Fenwick:
    def __init__(self, n):
        self.tree = [0] * (n + 1)

    def add(self, i, value):
        i += 1
        while i < len(self.tree):
            self.tree[i] += value
            i += i & -i

    def sum(self, i):
        total = 0
        while i:
            total += self.tree[i]
            i &= i - 1
        return total


edges = sorted([(4, 0, 1), (8, 1, 2), (7, 2, 3), (1, 0, 3), (3, 1, 3)])
sets = Sets(4)
print(sum(weight for weight, a, b in edges if sets.union(a, b)))

fenwick, inversions = Fenwick(10), 0
for seen, value in enumerate([3, 7, 1, 9, 2, 0]):
    inversions += seen - fenwick.sum(value + 1)
    fenwick.add(value, 1)
print(inversions)

grid = ["S.#.", ".#..", "...E"]
cells = {(r, c): v for r, row in enumerate(grid) for c, v in enumerate(row)}
start = next(p for p, v in cells.items() if v == "S")
queue, steps = deque([start]), {start: 0}
while queue:
    r, c = queue.popleft()
    for p in ((r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)):
        if cells.get(p, "#") != "#" and p not in steps:
            steps[p] = steps[r, c] + 1
            queue.append(p)
print(next(steps[p] for p, v in cells.items() if v == "E"))
print("OK")
