# Enumerations have members, values, flags, aliases and methods.
from enum import Enum, Flag, IntEnum, StrEnum, auto, unique


class Colour(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1

    @property
    def shout(self):
        return self.name + "!"


class Access(Flag):
    READ = auto()
    WRITE = auto()
    BOTH = READ | WRITE


class Level(IntEnum):
    LOW = 10
    HIGH = 20


class Word(StrEnum):
    HELLO = auto()


print(list(Colour), Colour(1) is Colour.CRIMSON, Colour["GREEN"].shout, Colour.RED in Colour)
print(Access.READ | Access.WRITE, Access.WRITE in Access.BOTH, Access(3), ~Access.READ, list(Access.BOTH))
print(Level.HIGH > Level.LOW, Level.LOW + 1, f"{Word.HELLO} {Word.HELLO.upper()}", Level(20).name)
print(Enum("Animal", "CAT DOG")["DOG"].value, Colour.__members__.keys())
try:
    Colour(9)
except ValueError as error:
    print(error)
try:
    @unique
    class Twice(Enum):
        A = B = 1
except ValueError as error:
    print(error)
print({Colour.RED: "r"}[Colour(1)], repr(Colour.GREEN), str(Level.LOW))
print("OK")
