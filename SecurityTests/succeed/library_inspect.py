# inspect tells signatures, members, kinds and states of the script's own objects.
import inspect
from functools import partial, wraps


def f(a: int, b=2, /, *args, c, d: str = "x", **rest) -> bool:
    """Doc of f."""


@wraps(f)
def wrapper(*args, **kwargs):
    return f(*args, **kwargs)


class Base:
    def method(self, x): ...

    @classmethod
    def build(cls): ...

    @property
    def size(self): ...


def generator():
    yield 1


async def coroutine(): ...


print(inspect.signature(f), inspect.signature(wrapper), inspect.signature(partial(f, 1)), inspect.signature(Base.method))
signature = inspect.signature(f)
bound = signature.bind(1, 3, 4, c=5, e=6)
bound.apply_defaults()
print(bound.arguments, [p.kind.name for p in signature.parameters.values()][:3])
print([name for name, _ in inspect.getmembers(Base, inspect.isfunction)], inspect.ismethod(Base.build), inspect.getdoc(f))
print(inspect.isgeneratorfunction(generator), inspect.iscoroutinefunction(coroutine), inspect.isclass(Base), inspect.isbuiltin(len))
running = generator()
print(inspect.getgeneratorstate(running), next(running), inspect.getgeneratorstate(running), inspect.unwrap(wrapper) is f)
print(inspect.getmro(Base), inspect.getfullargspec(f).kwonlyargs, inspect.getmodule(f).__name__, inspect.cleandoc("  a\n    b"))


def outer():
    free = 1
    return lambda: free


print(inspect.getclosurevars(outer()).nonlocals, str(inspect.signature(int.to_bytes)), inspect.signature(len))
print(inspect.classify_class_attrs(Base)[-1].kind)
print("OK")
