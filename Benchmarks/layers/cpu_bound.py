# Pure Python: floats, integers, lists, dicts, text, classes, generators and calls.


class Body:
    __slots__ = ("x", "y", "vx", "vy", "mass")

    def __init__(self, x, y, vx, vy, mass):
        self.x, self.y, self.vx, self.vy, self.mass = x, y, vx, vy, mass


class Shape:
    def __init__(self, size):
        self.size = size

    def area(self):
        return self.size * self.size


class Half(Shape):
    def area(self):
        return super().area() / 2


def simulate(steps):
    bodies = [Body(n * 1.5, n * 0.5 + 1, 0.0, 0.1 * n, 1.0 + n) for n in range(5)]
    for _ in range(steps):
        for i, a in enumerate(bodies):
            for b in bodies[i + 1:]:
                dx, dy = a.x - b.x, a.y - b.y
                pull = 0.001 / ((dx * dx + dy * dy + 0.01) ** 1.5)
                a.vx -= dx * b.mass * pull
                a.vy -= dy * b.mass * pull
                b.vx += dx * a.mass * pull
                b.vy += dy * a.mass * pull
        for body in bodies:
            body.x += body.vx * 0.01
            body.y += body.vy * 0.01
    return sum(body.mass * (body.vx * body.vx + body.vy * body.vy) for body in bodies)


def count_words(rounds):
    words = [f"word{n * 7919 % 101}" for n in range(200)]
    counts = {}
    for turn in range(rounds):
        for word in words:
            key = word[turn % 3:]
            counts[key] = counts.get(key, 0) + len(word)
    return sum(counts.values()) + len(" ".join(sorted(counts)).upper().split("1"))


def sieve(limit):
    marks = [True] * limit
    for n in range(2, int(limit ** 0.5) + 1):
        if marks[n]:
            for multiple in range(n * n, limit, n):
                marks[multiple] = False
    return sum(n for n in range(2, limit) if marks[n])


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def areas(count):
    shapes = [(Half if n % 3 else Shape)(n % 10) for n in range(count)]
    return sum(shape.area() for shape in shapes if shape.size > 2)


print(f"{simulate(2000):.9f}", count_words(500), sieve(200_000), fibonacci(22), areas(70_000))
