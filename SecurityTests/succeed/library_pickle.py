# Every pickle protocol carries the script's own classes and shared references.
import copyreg
import datetime
import pickle
from collections import Counter, OrderedDict
from decimal import Decimal


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __eq__(self, other):
        return vars(self) == vars(other)


class Guarded:
    def __init__(self, secret):
        self.secret = secret

    def __getstate__(self):
        return {"secret": self.secret[::-1]}

    def __setstate__(self, state):
        self.secret = state["secret"][::-1]

    def __reduce_ex__(self, protocol):
        return copyreg.__newobj__, (Guarded,), self.__getstate__()


values = [1, "é", b"x", None, {1: (2, 3)}, {4}, Point(1, [2]), Counter("aab"), OrderedDict(a=1),
          Decimal("1.5"), datetime.date(2024, 2, 29), len, Point, range(3), 2 ** 100, slice]
values.append(values[6])
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    again = pickle.loads(pickle.dumps(values, protocol))
    assert again == values, protocol
    assert again[6] is again[-1]
print(pickle.HIGHEST_PROTOCOL, pickle.loads(pickle.dumps(Guarded("s3cret"))).secret)
loop = []
loop.append(loop)
again = pickle.loads(pickle.dumps(loop))
print(again[0] is again)
for bad in (lambda: pickle.dumps(lambda: 0), lambda: pickle.loads(b"junk"), lambda: pickle.loads(b"")):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__)
print("OK")
