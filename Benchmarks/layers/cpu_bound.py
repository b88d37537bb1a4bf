# Pure Python: calls, attributes, containers, strings, generators, exceptions.


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def moved(self, dx, dy):
        return Point(self.x + dx, self.y + dy)


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def sieve(limit):
    composite = bytearray(limit)
    for number in range(2, limit):
        if not composite[number]:
            yield number
            for multiple in range(number * number, limit, number):
                composite[multiple] = 1


def words(count):
    seen = {}
    for number in range(count):
        word = "w" + str(number * 7919 % 1009)
        try:
            seen[word] += 1
        except KeyError:
            seen[word] = 1
    return sorted(seen.items(), key=lambda item: (-item[1], item[0]))


def walk(steps):
    point = Point(0, 0)
    for step in range(steps):
        point = point.moved(step % 3 - 1, step % 5 - 2)
    return point.x, point.y


assert fibonacci(22) == 17711
assert sum(sieve(30_000)) == 45675864
assert len(words(20_000)) == 1009
assert walk(30_000) == (0, 0)
