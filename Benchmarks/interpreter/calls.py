# Functions, methods, inheritance and closures.


class Shape:
    def __init__(self, size):
        self.size = size

    def area(self):
        return self.size * self.size


class Half(Shape):
    def area(self):
        return super().area() / 2


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def adders(count):
    def adder(step):
        return lambda number, *, scale=1: (number + step) * scale
    total = 0
    for n in range(count):
        total = adder(n)(total, scale=1) % 1_000_003
    return total


shapes = [(Half if n % 3 else Shape)(n % 10) for n in range(40_000)]
print(sum(shape.area() for shape in shapes), fibonacci(20), adders(40_000))
