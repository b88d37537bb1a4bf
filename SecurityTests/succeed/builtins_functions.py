# The built-in functions answer as documented.

words = ["pear", "fig", "apple"]
print(sorted(words, key=len), max(words), min(words, key=len), sum(map(len, words)), any([]), all([]))
print(abs(-3), round(2.675, 2), divmod(17, 5), pow(2, 10), bin(5), hex(255), oct(8), ord("a"), chr(97))
print(list(range(10, 0, -3)), list(reversed("abc")), list(enumerate(words, 1))[-1], slice(1, 5, 2).indices(4))
print(dict(zip("ab", [1, 2])), list(filter(str.isupper, "aBcD")), list(map(max, [1, 5], [3, 2])))
print(isinstance(True, int), issubclass(bool, int), callable(print), type(3) is int, hash("a") == hash("a"))
print(repr("q"), ascii("é"), format(3.14159, ".2f"), str(None), bool([]), int("7"), float("1e3"), complex(1, 2))
print(set("aab") == {"a", "b"}, frozenset([1]), tuple("ab"), list("ab"), bytes("é", "utf-8"), bytearray(2))
print(getattr("x", "upper")(), id(words) == id(words), iter(words).__length_hint__(), next(iter([]), "none"))
print(sum([[1], [2]], []), max([], default="empty"), sorted({"b": 1, "a": 2}), print.__name__, Ellipsis, NotImplemented)
print(object() == object(), super.__name__, property.__name__, memoryview(b"ab")[1], __debug__)
print(1, 2, sep="-", end="!\n")
print("OK")
