# Lists, dicts, sets and tuples keep order, slice, sort and merge.

numbers = [5, 3, 8, 1]
numbers.sort()
numbers[1:3] = ["a", "b", "c"]
del numbers[0]
numbers.insert(1, numbers.pop())
print(numbers, numbers.index("a"), numbers * 2, [1, 2] < [1, 3])
people = [("Ada", 36), ("Bob", 25), ("Cy", 36)]
print(sorted(people, key=lambda p: (-p[1], p[0])), min(people, key=lambda p: p[1]))
ages = dict(people)
ages |= {"Dee": 41}
ages.setdefault("Eve", 0)
print(ages, list(ages)[-1], ages.pop("Bob"), ages.get("Zed", "none"), list(reversed(ages)))
print(ages.keys() & {"Ada", "Bob"}, ("Ada", 36) in ages.items(), dict.fromkeys("ab", 0), {**ages, "Ada": 1})
odd, prime = {1, 3, 5, 7, 9}, {2, 3, 5, 7}
print(sorted(odd | prime), sorted(odd & prime), sorted(odd - prime), sorted(odd ^ prime), {3} < odd)
print(frozenset([1, 2]) in {frozenset({2, 1})}, (1, (2, 3))[1][0], (1,) + (2,), () == tuple())
grid = [[0] * 3 for _ in range(2)]
grid[0][1] = 1
print(grid, [list(column) for column in zip(*grid)])
try:
    {[]: 1}
except TypeError as error:
    print(error)
try:
    (1, 2)[0] = 3
except TypeError as error:
    print(error)
stack = list(range(10))
del stack[::2]
print(stack, stack[::-2], stack[-100:2], [*map(str, stack)].count("3"))
print("OK")
