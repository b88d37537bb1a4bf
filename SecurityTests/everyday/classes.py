# Everyday class tools: dataclasses, enum, abc, typing, copy, copyreg.


def test_dataclasses_fields():
    from dataclasses import asdict, dataclass, field, fields

    @dataclass
    class Item:
        name: str
        tags: list = field(default_factory=list)
        secret: str = field(default="s", repr=False, compare=False, metadata={"hidden": True})

    assert repr(Item("a")).endswith("Item(name='a', tags=[])") and Item("a") == Item("a", secret="other")
    assert asdict(Item("a", ["t"])) == {"name": "a", "tags": ["t"], "secret": "s"}
    assert [f.metadata.get("hidden") for f in fields(Item)] == [None, None, True]


def test_dataclasses_frozen_order():
    from dataclasses import FrozenInstanceError, dataclass, replace

    @dataclass(frozen=True, order=True)
    class Version:
        major: int
        minor: int = 0

    assert sorted([Version(2), Version(1, 9)])[0].minor == 9 and {Version(1): "x"}[Version(1)] == "x"
    assert replace(Version(1, 2), minor=3) == Version(1, 3)
    try:
        Version(1).major = 2
    except FrozenInstanceError:
        pass
    else:
        raise AssertionError("frozen")


def test_dataclasses_inheritance():
    from dataclasses import InitVar, dataclass, field, make_dataclass

    @dataclass
    class Base:
        x: int = 1
        scale: InitVar[int] = 2

        def __post_init__(self, scale):
            self.x *= scale

    @dataclass(kw_only=True, slots=True)
    class Child:
        y: int
        z: int = field(default=0)

    assert Base(5, 3).x == 15 and Child(y=1).z == 0 and not hasattr(Child(y=1), "__dict__")
    assert make_dataclass("Made", [("a", int), ("b", str, "q")])(1).b == "q"


def test_enum_members():
    from enum import Enum, auto, unique

    @unique
    class Planet(Enum):
        EARTH = (5.97, 6.37)
        MARS = (0.64, 3.39)

        def __init__(self, mass, radius):
            self.mass, self.radius = mass, radius

    class Step(Enum):
        FIRST = auto()
        SECOND = auto()

        @classmethod
        def _missing_(cls, value):
            return cls.FIRST

    assert Planet.EARTH.mass > Planet.MARS.mass and Planet((0.64, 3.39)) is Planet.MARS
    assert Step.SECOND.value == 2 and Step("other") is Step.FIRST and len(Step) == 2 and Step["SECOND"].name == "SECOND"


def test_enum_flags():
    from enum import Flag, IntFlag, auto

    class Mode(Flag):
        R = auto()
        W = auto()
        X = auto()

    class Bits(IntFlag):
        A = 1
        B = 4

    assert Mode.R in (Mode.R | Mode.W) and (Mode.R | Mode.X) & ~Mode.X is Mode.R and not Mode(0)
    assert Bits.A | 4 == Bits.A | Bits.B == 5 and list(Mode.R | Mode.X) == [Mode.R, Mode.X]


def test_enum_text_and_numbers():
    from enum import IntEnum, StrEnum, auto

    class Status(IntEnum):
        OK = 200
        GONE = 410

    class Mood(StrEnum):
        HAPPY = auto()

    assert Status.OK < Status.GONE and Status(410).name == "GONE" and f"{Mood.HAPPY}!" == "happy!" and Mood("happy")


def test_abc_abstract():
    from abc import ABC, abstractmethod

    class Shape(ABC):
        @property
        @abstractmethod
        def area(self): ...

        @classmethod
        def __subclasshook__(cls, other):
            return True if hasattr(other, "area") else NotImplemented

    class Square(Shape):
        area = 4

    try:
        Shape()
    except TypeError as error:
        assert "area" in str(error)
    else:
        raise AssertionError("abstract")
    assert Square().area == 4 and issubclass(type("Duck", (), {"area": 1}), Shape)


def test_typing_hints():
    from typing import Annotated, Optional, Union, get_args, get_origin, get_type_hints

    def f(a: "int", b: Optional[str] = None) -> Annotated[list[int], "sorted"]: ...

    hints = get_type_hints(f)
    assert hints == {"a": int, "b": Optional[str], "return": list[int]}
    assert get_type_hints(f, include_extras=True)["return"].__metadata__ == ("sorted",)
    assert get_origin(dict[str, int]) is dict and get_args(Union[int, None]) == (int, type(None))


def test_typing_generics():
    from typing import Generic, Protocol, TypeVar, runtime_checkable
    T = TypeVar("T", bound=float)

    class Box(Generic[T]):
        def __init__(self, item: T):
            self.item = item

    @runtime_checkable
    class Named(Protocol):
        name: str

    class Dog:
        name = "Rex"

    assert Box[int](3).item == 3 and Box.__parameters__ == (T,) and isinstance(Dog(), Named) and not isinstance(1, Named)


def test_typing_structures():
    from typing import Literal, NamedTuple, NewType, Required, TypedDict, cast

    class Point(NamedTuple):
        x: int
        y: int = 2

    class User(TypedDict, total=False):
        id: Required[int]
        name: str

    assert Point(1) == (1, 2) and User(id=1) == {"id": 1} and User.__required_keys__ == {"id"}
    assert NewType("Id", int)(3) == 3 and cast("str", 1) == 1 and Literal["a"].__args__ == ("a",)


def test_copy_deep():
    import copy

    class Tree:
        def __init__(self, *children):
            self.children, self.parent = list(children), None
            for child in children:
                child.parent = self

    tree = Tree(Tree(), Tree(Tree()))
    other = copy.deepcopy(tree)
    assert other.children[1].children[0].parent is other.children[1] is not tree.children[1]
    shallow = copy.copy(tree)
    assert shallow.children is tree.children


def test_copyreg_reducers():
    import copy
    import copyreg

    class Celsius:
        def __init__(self, degrees):
            self.degrees = degrees

    copyreg.pickle(Celsius, lambda c: (Celsius, (c.degrees + 1,)))
    assert copy.copy(Celsius(20)).degrees == 21


def test_descriptor_protocol():
    class Positive:
        def __set_name__(self, owner, name):
            self.name = name

        def __get__(self, instance, owner):
            return instance.__dict__.get(self.name, 0) if instance else self

        def __set__(self, instance, value):
            if value < 0:
                raise ValueError(self.name)
            instance.__dict__[self.name] = value

    class Box:
        width, height = Positive(), Positive()

    box = Box()
    box.width = 3
    assert box.width + box.height == 3 and Box.width.name == "width"
    try:
        box.height = -1
    except ValueError as error:
        assert str(error) == "height"


if __name__ == "__main__":
    import sys
    passed = failed = 0
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            try:
                test()
                passed += 1
                print("pass", name)
            except Exception as error:
                failed += 1
                print(f"FAIL {name} {type(error).__name__}: {error}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
