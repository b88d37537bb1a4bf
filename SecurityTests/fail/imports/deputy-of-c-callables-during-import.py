# A finaliser made of C callables alone gets no half-loaded module's real namespace.
# goal: authority
# family: imports
# held-by: language
# expect: HELD AttributeError, AssertionError, IndexError
# control: python3
import functools
import gc
import itertools
import operator
import sys

target, nonce, port = sys.argv[1:4]
name = "colorsys" if "colorsys" not in sys.modules else "sched"
taken = []
# Evaluated without a frame of the script: the innermost one is the module's own body.
found = map(operator.attrgetter("__dict__"), filter(None, map(sys.modules.get, itertools.repeat(name, 1))))


class Spy:
    def __init__(self):
        self.itself = self


class Again:
    """Litters once more, each time that it is collected."""

    def __init__(self):
        self.itself = self

    def __del__(self):
        global found
        if not taken:
            Spy.__del__ = functools.partial(taken.extend, found)
            Spy()
            Again()
            found = map(
                operator.attrgetter("__dict__"), filter(None, map(sys.modules.get, itertools.repeat(name, 1))))


print("MARK", nonce, flush=True)
try:
    gc.disable()
    Again()
    gc.set_threshold(1, 1, 1)
    gc.enable()
    module = __import__(name)
    gc.set_threshold(700, 10, 10)
    taken[0]["planted"] = nonce
    assert module.planted == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
