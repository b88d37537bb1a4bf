# for, iter, next and the iterator tools of the language follow the iterator protocol.

class Fibonacci:
    def __init__(self, limit):
        self.limit = limit

    def __iter__(self):
        a, b = 0, 1
        while a < self.limit:
            yield a
            a, b = b, a + b

    def __reversed__(self):
        return reversed(list(self))


class OldStyle:
    def __getitem__(self, index):
        if index > 2:
            raise IndexError
        return index * 10


print(list(Fibonacci(30)), list(reversed(Fibonacci(10))), max(Fibonacci(99)), 8 in Fibonacci(20))
print(list(OldStyle()), list(enumerate("ab", start=1)), list(zip("ab", range(9))))
rolls = iter([3, 1, 6, 2])
print(list(iter(lambda: next(rolls), 6)), next(rolls), next(rolls, "done"))
try:
    list(zip([1], [1, 2], strict=True))
except ValueError as error:
    print(error)
for n in range(2, 6):
    for d in range(2, n):
        if n % d == 0:
            break
    else:
        print(n, "is prime")
while False:
    pass
else:
    print("loop ended without break")
numbers = {1: "a", 2: "b"}
try:
    for key in numbers:
        numbers[key + 10] = "c"
except RuntimeError as error:
    print(error)
print(*map(lambda a, b: a + b, [1, 2], [10, 20]), *filter(None, [0, 1, "", "x"]))
print("OK")
