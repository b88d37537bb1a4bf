# Closures share cells, nonlocal rebinds them, and loops bind late.

def counter(start=0):
    count = start

    def step(by=1):
        nonlocal count
        count += by
        return count

    def peek():
        return count

    return step, peek


step, peek = counter(10)
step(), step(5)
print(peek(), step.__closure__[0].cell_contents, step.__code__.co_freevars)

late = [lambda: i for i in range(3)]
early = [lambda i=i: i for i in range(3)]
print([f() for f in late], [f() for f in early])

total = 0


def add_to_total(n):
    global total
    total += n


for n in range(5):
    add_to_total(n)
print(total)


def compose(*functions):
    def composed(value):
        for function in reversed(functions):
            value = function(value)
        return value
    return composed


print(compose(str, abs, int)("-42"))


def unbound():
    try:
        print(name)
    except UnboundLocalError as error:
        print(type(error).__name__)
    name = 1


unbound()
print("OK")
