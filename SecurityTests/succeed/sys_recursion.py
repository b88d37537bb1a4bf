# Endless recursion raises RecursionError, which can be caught, and deep recursion that fits works.
import sys


def endless(n):
    return endless(n + 1)


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


for turn in range(3):
    try:
        endless(0)
    except RecursionError as error:
        print("caught", str(error)[:32])
print(depth(800))


class Loop:
    def __repr__(self):
        return repr(self)


nested = []
for _ in range(100_000):
    nested = [nested]
for act in (lambda: repr(Loop()), lambda: repr(nested), lambda: nested == [nested]):
    try:
        print(act())
    except RecursionError:
        print("too deep")
print("OK")
