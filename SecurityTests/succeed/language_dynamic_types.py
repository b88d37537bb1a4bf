# Types made at run time behave like those made by class statements.
import types

Point = type("Point", (), {"x": 0, "norm": lambda self: abs(self.x)})
point = Point()
point.x = -5
print(Point.__name__, point.norm(), Point.__module__)


def fill(namespace):
    namespace["greeting"] = "hello"


Made = types.new_class("Made", (Point,), {}, fill)
print(Made.greeting, Made.__mro__[1].__name__, isinstance(Made(), Point))


def shout(self):
    return str(self.x) + "!"


point.shout = types.MethodType(shout, point)
Point.__str__ = lambda self: f"at {self.x}"
print(point.shout(), point)
point.__class__ = Made
print(type(point).__name__, point.greeting)

simple = types.SimpleNamespace(a=1, b=[2])
simple.c = 3
print(simple, types.MappingProxyType({"k": 1})["k"])
module = types.ModuleType("settings", "made by hand")
module.level = 3
print(module.__name__, module.__doc__, module.level)


@types.coroutine
def pause():
    received = yield "pausing"
    return received


async def waiter():
    return await pause()


coroutine = waiter()
print(coroutine.send(None))
try:
    coroutine.send("result")
except StopIteration as stop:
    print(stop.value)
print("OK")
