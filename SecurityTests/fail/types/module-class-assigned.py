# A library module's `__class__` cannot be changed.
# goal: authority
# family: types
# held-by: language
# expect: HELD AttributeError
# control: python3
import colorsys
import sys
import types

target, nonce, port = sys.argv[1:4]


class Spy(types.ModuleType):
    @property
    def rgb_to_hls(self):
        return nonce


print("MARK", nonce, flush=True)
try:
    colorsys.__class__ = Spy
    assert colorsys.rgb_to_hls == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
