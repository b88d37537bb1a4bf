# Decorators with and without arguments wrap functions, methods and classes.
import functools


def logged(prefix):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*arguments, **options):
            result = function(*arguments, **options)
            print(f"{prefix} {function.__name__}{arguments} -> {result}")
            return result
        return wrapper
    return decorate


def twice(function):
    return lambda *arguments: function(function(*arguments))


class CountCalls:
    def __init__(self, function):
        functools.update_wrapper(self, function)
        self.function, self.calls = function, 0

    def __call__(self, *arguments):
        self.calls += 1
        return self.function(*arguments)


def register(cls):
    cls.registered = True
    return cls


@logged("call:")
@twice
def increment(n):
    """Add one."""
    return n + 1


@CountCalls
def square(n):
    """Multiply by itself."""
    return n * n


@register
class Plain:
    @logged("method:")
    def double(self, n=2):
        return n * 2

    __repr__ = lambda self: "Plain()"


increment(5)
square(3), square(4)
print(square.calls, square.__name__, square.__doc__, square.__wrapped__(9))
Plain().double()
print(Plain.registered, Plain.double.__qualname__)
print("OK")
