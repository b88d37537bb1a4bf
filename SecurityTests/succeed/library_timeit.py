# timeit measures text and callables.
import timeit

assert timeit.timeit("x + 1", setup="x = 1", number=1000) >= 0
assert timeit.timeit(lambda: sum(range(10)), number=100) >= 0
assert len(timeit.repeat("sorted(values)", "values = [3, 1]", number=10, repeat=3)) == 3
assert timeit.timeit("seen.append(1)", globals=globals() | {"seen": (seen := [])}, number=5) >= 0
assert len(seen) == 5
number, seconds = timeit.Timer("pass").autorange()
assert number >= 1 and seconds >= 0
print("OK")
