# The types that `types` names are those of what they stand for; dataclasses with slots depend on it.
import dataclasses
import inspect
import types


class Point:
    __slots__ = ("x",)


print(types.MemberDescriptorType.__name__, types.GetSetDescriptorType.__name__)
print(isinstance(Point.x, types.MemberDescriptorType), isinstance(int.real, types.GetSetDescriptorType))
print(inspect.ismemberdescriptor(Point.x), inspect.isgetsetdescriptor(int.real))


@dataclasses.dataclass
class Base:
    __slots__ = ("x",)
    x: int


@dataclasses.dataclass(slots=True)
class Derived(Base):
    y: int


print(Derived(1, 2), Derived.__slots__)
print("OK")
