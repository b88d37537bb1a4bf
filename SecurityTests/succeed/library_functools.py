# Caches, partials, reductions and single dispatch work on functions and methods.
import functools
import operator

calls = []


@functools.lru_cache(maxsize=2)
def slow(n):
    calls.append(n)
    return n * n


print([slow(n) for n in (1, 1, 2, 3, 1)], calls, slow.cache_info())
slow.cache_clear()


@functools.cache
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


class Circle:
    def __init__(self, radius):
        self.radius = radius

    @functools.cached_property
    def area(self):
        calls.append("area")
        return 3 * self.radius ** 2

    @functools.singledispatchmethod
    def scale(self, by):
        return "unknown"

    @scale.register
    def _(self, by: int):
        return self.radius * by

    grow = functools.partialmethod(scale, 10)


circle = Circle(2)
print(fibonacci(100), circle.area, circle.area, calls.count("area"), circle.scale(3), circle.scale("x"), circle.grow())


@functools.singledispatch
def show(value):
    return f"object {value}"


show.register(list, lambda value: f"list of {len(value)}")
print(show([1]), show(2), functools.reduce(operator.mul, range(1, 6)), functools.partial(int, base=2)("101"))
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)), functools.partial(max, 5).args)
print("OK")
