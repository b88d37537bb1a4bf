# Dataclasses generate init, repr, eq, order, hash, slots, keyword-only fields and replacements.
from dataclasses import KW_ONLY, FrozenInstanceError, asdict, astuple, dataclass, field, fields, replace
from typing import ClassVar


@dataclass(order=True, frozen=True, slots=True)
class Version:
    major: int
    minor: int = 0
    label: str = field(default="", compare=False)


@dataclass
class Order:
    tax: ClassVar[float] = 0.1
    lines: list = field(default_factory=list)
    _: KW_ONLY
    customer: str = "nobody"
    total: float = field(init=False)

    def __post_init__(self):
        self.total = round(sum(self.lines) * (1 + self.tax), 2)


old, new = Version(1, 9, "old"), Version(1, 10)
print(old, old < new, max(old, new).minor, hash(new) == hash(Version(1, 10, "x")))
try:
    old.major = 2
except FrozenInstanceError as error:
    print(error)
print(replace(old, major=2), Version.__slots__, astuple(new))
order = Order([10, 20], customer="Ada")
print(order, asdict(order), [f.name for f in fields(order)])
print(Order() == Order(), Order().lines is Order().lines)
try:
    Order([1], "positional")
except TypeError as error:
    print(error)
match new:
    case Version(major, minor):
        print("matched", major, minor)
print("OK")
