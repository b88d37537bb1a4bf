# The tree of built-in exceptions can be walked by their subclasses.
def tree(kind, depth=0):
    if kind.__module__ == "builtins":
        print("  " * depth + kind.__name__)
        for below in sorted(kind.__subclasses__(), key=lambda each: each.__name__):
            tree(below, depth + 1)


tree(ArithmeticError)
tree(LookupError)
tree(OSError)


class Mine(LookupError):
    pass


print(Mine in LookupError.__subclasses__())
print("OK")
