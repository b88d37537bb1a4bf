# abc, typing and types cooperate at run time: protocols, overloads, new types, generics.
import abc
import collections.abc
import types
import typing
from typing import Any, Callable, Final, NewType, ParamSpec, Self, TypeVar, overload

UserId = NewType("UserId", int)
P, R = ParamSpec("P"), TypeVar("R")


def traced(function: Callable[P, R]) -> Callable[P, R]:
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)
    return inner


@overload
def size(value: int) -> int: ...
@overload
def size(value: str) -> str: ...
@traced
def size(value):
    return len(str(value)) if isinstance(value, int) else value


class Builder:
    LIMIT: Final = 3

    def add(self) -> Self:
        return self


class Shelf(collections.abc.MutableSequence):
    def __init__(self, *items):
        self.items = list(items)

    def __getitem__(self, i):
        return self.items[i]

    def __setitem__(self, i, value):
        self.items[i] = value

    def __delitem__(self, i):
        del self.items[i]

    def __len__(self):
        return len(self.items)

    def insert(self, i, value):
        self.items.insert(i, value)


shelf = Shelf(1, 2)
shelf.append(3)
shelf.extend([4])
shelf.reverse()
print(shelf.items, shelf.pop(), 2 in shelf, shelf.index(3), isinstance(shelf, typing.Sequence))
print(UserId(5) + 1, UserId.__name__, size(123), Builder().add().LIMIT, typing.get_type_hints(Builder.add))
print(list[int] == types.GenericAlias(list, int), dict[str, Any].__args__, int | None == typing.Optional[int], type(int | str).__name__)
print(issubclass(Shelf, collections.abc.Iterable), isinstance({}.keys(), collections.abc.Set), typing.get_overloads(size) == [])
print("OK")
