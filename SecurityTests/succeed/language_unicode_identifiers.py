# Identifiers, strings and output may hold any script.

größe = 3
π = 3.14159
名前 = "値"
ﬁt = "normalised"


def площадь(радиус):
    return round(π * радиус ** 2, 2)


class Éclair:
    crème = True


print(größe, площадь(2), 名前, fit, Éclair.crème, Éclair.__name__)
print(sorted(name for name in globals() if not name.isascii()))
print("OK")
