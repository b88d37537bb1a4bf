# __init_subclass__, __class_getitem__, __set_name__ and __subclasshook__ are called.
from abc import ABC, abstractmethod


class Plugin:
    registry = {}

    def __init_subclass__(cls, /, name=None, **options):
        super().__init_subclass__(**options)
        Plugin.registry[name or cls.__name__.lower()] = cls

    def __class_getitem__(cls, key):
        return cls.registry[key]


class Upper(Plugin):
    run = staticmethod(str.upper)


class Reverse(Plugin, name="backwards"):
    run = staticmethod(lambda text: text[::-1])


print(sorted(Plugin.registry), Plugin["backwards"].run("abc"), Plugin["upper"].run("abc"))


class Drawable(ABC):
    @abstractmethod
    def draw(self): ...

    @property
    @abstractmethod
    def size(self): ...

    @classmethod
    def __subclasshook__(cls, other):
        return hasattr(other, "paint") or NotImplemented


class Dot(Drawable):
    size = 1

    def draw(self):
        return "."


class Painter:
    def paint(self):
        return "~"


try:
    Drawable()
except TypeError as error:
    print(error)
print(Dot().draw(), isinstance(Painter(), Drawable), issubclass(int, Drawable))
Drawable.register(int)
print(issubclass(int, Drawable), sorted(Drawable.__abstractmethods__))
print("OK")
