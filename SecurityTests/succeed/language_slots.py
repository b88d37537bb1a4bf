# __slots__ replaces the instance dict, inherits, and refuses other names.
import sys


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Point3(Point):
    __slots__ = ("z", "__weakref__")


class Loose(Point):
    pass


p = Point(1, 2)
try:
    p.z = 3
except AttributeError as error:
    print(error)
q = Point3(1, 2)
q.z = 3
print(hasattr(p, "__dict__"), q.x + q.y + q.z, Point.x.__name__)
loose = Loose(1, 2)
loose.anything = True
print(loose.__dict__)
try:
    Point3(0, 0).z
except AttributeError as error:
    print("unset:", error)
try:
    type("Both", (Point, type("Other", (), {"__slots__": ("a",)})), {})
except TypeError as error:
    print(error)
print(sys.getsizeof(p) < sys.getsizeof(loose) + sys.getsizeof(loose.__dict__))
print("OK")
