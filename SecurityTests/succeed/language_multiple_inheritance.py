# Multiple inheritance follows the C3 order and super() walks it cooperatively.

class Base:
    def __init__(self, **options):
        assert not options, options
        self.made_by = ["Base"]

    def hello(self):
        return "Base"


class Left(Base):
    def __init__(self, *, left, **options):
        super().__init__(**options)
        self.left = left
        self.made_by.append("Left")

    def hello(self):
        return "Left > " + super().hello()


class Right(Base):
    def __init__(self, *, right, **options):
        super().__init__(**options)
        self.right = right
        self.made_by.append("Right")

    def hello(self):
        return "Right > " + super().hello()


class Both(Left, Right):
    def hello(self):
        return "Both > " + super().hello()


both = Both(left=1, right=2)
print(both.hello(), both.made_by, both.left, both.right)
print([cls.__name__ for cls in Both.__mro__], Both.__bases__ == (Left, Right))
print(super(Left, both).hello(), [cls.__name__ for cls in Base.__subclasses__()])
try:
    class Impossible(Base, Left):
        pass
except TypeError as error:
    print(str(error).splitlines()[0])
print("OK")
