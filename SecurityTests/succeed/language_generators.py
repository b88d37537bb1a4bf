# Generators take values and exceptions, delegate, return values and clean up when closed.

def averager():
    total = count = 0
    average = None
    while True:
        try:
            value = yield average
        except ZeroDivisionError:
            total = count = 0
            average = None
            continue
        total += value
        count += 1
        average = total / count


def inner():
    try:
        received = yield "first"
        yield f"got {received}"
        return "inner result"
    finally:
        print("inner cleaned up")


def outer():
    result = yield from inner()
    yield f"delegated: {result}"


averages = averager()
next(averages)
print([averages.send(value) for value in (10, 20, 60)])
averages.throw(ZeroDivisionError())
print(averages.send(7))

steps = outer()
print(next(steps), steps.send("a value"), next(steps), sep=" | ")
try:
    next(steps)
except StopIteration:
    print("exhausted")

early = inner()
next(early)
early.close()


def naturals():
    number = 0
    while True:
        yield number
        number += 1


evens = (n for n in naturals() if n % 2 == 0)
print([n * n for n, _ in zip(evens, range(5))])
print("OK")
