# Annotations are stored, resolved and introspected.
import typing
from typing import Annotated, Generic, Literal, NamedTuple, Optional, Protocol, TypedDict, TypeVar, get_type_hints

T = TypeVar("T")


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, item: T) -> "Stack[T]":
        self.items.append(item)
        return self


@typing.runtime_checkable
class Closes(Protocol):
    def close(self) -> None: ...


class Movie(TypedDict, total=False):
    title: str
    year: int


class Pair(NamedTuple):
    left: int
    right: str = "r"


def find(names: list[str], key: Optional["Pair"] = None, *, mode: Literal["a", "b"] = "a") -> int | None:
    return None


print(get_type_hints(find)["key"], get_type_hints(find)["return"])
print(typing.get_args(Literal["a", "b"]), typing.get_origin(dict[str, int]).__name__, Stack[int])
print(Stack[int]().push(1).items, isinstance(type("C", (), {"close": print})(), Closes), isinstance(3, Closes))
print(Movie(title="Alien"), Movie.__annotations__, Pair(1), Pair._fields)
print(get_type_hints(Movie, include_extras=True) == {"title": str, "year": int})
print(typing.get_type_hints(type("A", (), {"__annotations__": {"x": Annotated[int, "metres"]}}), include_extras=True))
x: int = 3
late: "Undefined"
print(__annotations__)
print(typing.cast(str, 5), isinstance([], list | tuple), typing.Union[int, str, int])
print("OK")
