# Data and non-data descriptors rule attribute access and learn their names.

class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        return self if instance is None else getattr(instance, self.name)

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name[1:]} takes {self.kind.__name__}, not {type(value).__name__}")
        setattr(instance, self.name, value)

    def __delete__(self, instance):
        print("deleting", self.name)
        delattr(instance, self.name)


class Lazy:
    def __init__(self, function):
        self.function = function

    def __get__(self, instance, owner=None):
        print("computing", self.function.__name__)
        value = instance.__dict__[self.function.__name__] = self.function(instance)
        return value


class Product:
    name = Typed(str)
    price = Typed(int)

    def __init__(self, name, price):
        self.name, self.price = name, price

    @Lazy
    def gross(self):
        return self.price * 119 // 100


book = Product("book", 100)
print(book.gross, book.gross, sorted(book.__dict__))
try:
    book.price = "much"
except TypeError as error:
    print(error)
del book.name
print(hasattr(book, "name"), Product.price.kind.__name__)
print(type(Product.__init__.__get__(book)).__name__)
print("OK")
