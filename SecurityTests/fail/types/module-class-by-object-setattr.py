# object.__setattr__ does not change a library module's `__class__`.
# goal: authority
# family: types
# held-by: language
# expect: HELD TypeError
# control: python3
import colorsys
import sys
import types

target, nonce, port = sys.argv[1:4]


class Spy(types.ModuleType):
    def __getattribute__(self, name):
        return nonce


print("MARK", nonce, flush=True)
try:
    object.__setattr__(colorsys, "__class__", Spy)
    assert colorsys.rgb_to_hls == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
