# The collector is as the script set it, whatever was imported meanwhile, and collects what an import left behind.
import gc
assert gc.isenabled()
import dataclasses, statistics, email.message
assert gc.isenabled()
gc.disable()
import decimal, xml.dom.minidom
assert not gc.isenabled()
try:
    import unittest.nosuchmodule
except ImportError:
    pass
assert not gc.isenabled()
gc.enable()
try:
    import unittest.neithermodule
except ImportError:
    pass
assert gc.isenabled()


class Cycle:
    ended = 0

    def __init__(self):
        self.itself = self

    def __del__(self):
        Cycle.ended += 1


for _ in range(2000):
    Cycle()
assert Cycle.ended > 0
print("OK")
