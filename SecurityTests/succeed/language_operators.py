# Operator methods, their reflections and in-place forms are called as documented.
from functools import total_ordering


@total_ordering
class Vector:
    def __init__(self, *parts):
        self.parts = list(parts)

    def __repr__(self):
        return f"V{tuple(self.parts)}"

    def __add__(self, other):
        return Vector(*map(sum, zip(self.parts, other.parts))) if isinstance(other, Vector) else NotImplemented

    def __mul__(self, factor):
        return Vector(*(p * factor for p in self.parts))

    __rmul__ = __mul__

    def __matmul__(self, other):
        return sum(a * b for a, b in zip(self.parts, other.parts))

    def __iadd__(self, other):
        self.parts = (self + other).parts
        return self

    def __neg__(self):
        return self * -1

    def __eq__(self, other):
        return self.parts == other.parts

    def __lt__(self, other):
        return self.parts < other.parts

    def __bool__(self):
        return any(self.parts)

    def __len__(self):
        return len(self.parts)

    def __getitem__(self, index):
        return Vector(*self.parts[index]) if isinstance(index, slice) else self.parts[index]

    def __setitem__(self, index, value):
        self.parts[index] = value

    def __contains__(self, part):
        return part in self.parts

    def __call__(self, function):
        return Vector(*map(function, self.parts))

    def __index__(self):
        return len(self)


a, b = Vector(1, 2, 3), Vector(4, 5, 6)
same = a
a += b
print(a, a is same, 2 * b, a @ b, -a, a > b, a >= a, bool(Vector(0, 0)))
a[0] = 10
print(a[0], a[1:], len(a), 10 in a, a(str), list(b), "abcdef"[a])
try:
    a + 1
except TypeError as error:
    print(error)
print(1 < 2 < 3, 1 < 3 > 2, not None, 0 or "x", "" and 1, 7 // -2, 7 % -2, 2 ** -1, ~5, 6 ^ 3, 1 << 5)
print("OK")
