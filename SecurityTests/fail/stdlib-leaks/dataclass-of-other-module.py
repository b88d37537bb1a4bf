# A dataclass that claims another module's name does not receive that module's globals.
# goal: authority
# family: stdlib-leaks
# held-by: language
# expect: HELD AssertionError
# control: python3
import colorsys
import dataclasses
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    @dataclasses.dataclass
    class Bait:
        __module__ = "colorsys"
        x: int = 0


    Bait.__init__.__globals__["max"] = lambda *values: 8.0
    assert colorsys.rgb_to_hsv(0.5, 0.5, 0.5)[2] == 8.0
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
