# Metaclasses see the class body, may change it, and answer for the class.

class Ordered(type):
    registry = {}

    @classmethod
    def __prepare__(metacls, name, bases, **options):
        return {"prepared_for": name}

    def __new__(metacls, name, bases, namespace, *, key=None):
        cls = super().__new__(metacls, name, bases, dict(namespace))
        cls.fields = [name for name in namespace if not name.startswith("_")]
        if key:
            metacls.registry[key] = cls
        return cls

    def __init__(cls, name, bases, namespace, **options):
        super().__init__(name, bases, namespace)

    def __call__(cls, *arguments):
        made = super().__call__()
        made.arguments = arguments
        return made

    def __contains__(cls, name):
        return name in cls.fields

    def __instancecheck__(cls, instance):
        return hasattr(instance, "arguments")


class Shape(metaclass=Ordered, key="shape"):
    width = 1
    height = 2


print(Shape.fields, "width" in Shape, "depth" in Shape)
print(Ordered.registry["shape"] is Shape, type(Shape).__name__)
print(Shape(3, 4).arguments, isinstance(Shape(), Shape), isinstance(5, Shape))
print(type("Late", (Shape,), {"extra": 3}).fields)
print("OK")
