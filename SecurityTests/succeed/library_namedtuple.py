# Named tuples unpack, compare, replace and extend.
from collections import namedtuple
from typing import NamedTuple

Point = namedtuple("Point", "x y", defaults=[0])


class Employee(NamedTuple):
    name: str
    id: int = 3

    def badge(self):
        return f"{self.id:04} {self.name}"


p = Point(1)
x, y = p
print(p, x, y, p._asdict(), p._replace(y=5), Point._fields, Point._make([7, 8]), p == (1, 0))
print(Employee("Ada").badge(), Employee._field_defaults, sorted([Point(2, 1), Point(1, 9)]))
print(namedtuple("Row", ["class", "a", "a"], rename=True)._fields, Point.x.__doc__, Point.__module__)
try:
    p.x = 5
except AttributeError as error:
    print(error)
print("OK")
