# Generators, comprehensions, exceptions and pattern matching.


def tree(depth):
    return (tree(depth - 1), depth, tree(depth - 1)) if depth else None


def walk(node):
    if node:
        yield from walk(node[0])
        yield node[1]
        yield from walk(node[2])


def kinds(values):
    for value in values:
        match value:
            case int() if value % 2: yield "odd"
            case int(): yield "even"
            case [first, *_]: yield first
            case _: yield "other"


def halves(values):
    failed = 0
    for value in values:
        try:
            if value % 5 == 0: raise ValueError(value)
        except ValueError:
            failed += 1
    return failed


print(sum(walk(tree(12))), len({kind: 1 for kind in kinds([1, 2, [3], "x"] * 15_000)}), halves(range(100_000)))
