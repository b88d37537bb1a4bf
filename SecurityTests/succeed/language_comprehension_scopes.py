# Comprehensions have scopes of their own, nest, and see the right names.

n = "outer"
squares = [n * n for n in range(4)]
print(squares, n)

matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [cell for row in matrix for cell in row if cell % 2])
print({len(word): word for word in ("a", "bb", "cc")}, {c.lower() for c in "AaBb"} == {"a", "b"})


class Scoped:
    size = 3
    cells = [0 for _ in range(size)]
    try:
        broken = [size for _ in range(2)]
    except NameError as error:
        broken = str(error)


print(Scoped.cells, Scoped.broken)


def generate():
    x = 1
    values = (x + i for i in range(3))
    x = 100
    return list(values)


print(generate(), [f() for f in [lambda: i for i in range(2)]])
print(sum(x * y for x in range(3) for y in range(x)), list(x for x in (y for y in "ab")))
print("OK")
