# Structural pattern matching covers literals, sequences, mappings, classes, guards and captures.
from dataclasses import dataclass


@dataclass
class Point:
    x: int
    y: int


def describe(value):
    match value:
        case None | True | False:
            return "singleton"
        case 0:
            return "zero"
        case int(n) if n < 0:
            return f"negative {n}"
        case str() as text if text.isupper():
            return f"shout {text}"
        case Point(x=0, y=0):
            return "origin"
        case Point(x, y) if x == y:
            return f"diagonal {x}"
        case Point(x=_, y=y):
            return f"point at height {y}"
        case []:
            return "empty"
        case [single]:
            return f"one {single}"
        case [first, *_, ("end" | "stop") as last]:
            return f"from {first} to {last}"
        case {"kind": "circle", "radius": (int() | float()) as radius, **rest}:
            return f"circle {radius} {rest}"
        case _:
            return "something else"


for value in (None, 0, -5, "HEY", "hey", Point(0, 0), Point(2, 2), Point(1, 9), [], [4],
              [1, 2, 3, "stop"], {"kind": "circle", "radius": 2, "fill": "red"}, {"kind": "square"}):
    print(describe(value))
print("OK")
