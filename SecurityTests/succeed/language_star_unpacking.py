# Starred names and arguments unpack in assignments, calls, literals and loops.

first, *middle, last = range(6)
print(first, middle, last)
(a, b), *rest = [("x", "y"), 1, 2]
print(a, b, rest)
*start, = "abc"
print(start, [*start, *range(2)], {**{"a": 1}, "b": 2, **{"a": 3}}, (*"hi",), {*"aab"} == {"a", "b"})


def show(a, /, b=2, *numbers, c, d=4, **options):
    return a, b, numbers, c, d, options


print(show(1, c=3), show(*[1, 5, 6], *(7,), **{"c": 8}, **{"e": 9}))
for name, *scores in [("Ada", 1, 2), ("Bob",)]:
    print(name, sum(scores))
a, b = b, a
print(a, b, [1, 2, 3][::-1])
try:
    x, y = (1, 2, 3)
except ValueError as error:
    print(error)
try:
    show(c=1, **{"c": 2})
except TypeError as error:
    print(type(error).__name__)
print(show(1, **{"a": "free", "c": 0}))


def pair():
    values = (2, 3)
    return 1, *values


print(pair(), {"k": 1} | {"k": 2})
print("OK")
