# enum.global_enum does not write into a library module.
# goal: authority
# family: stdlib-leaks
# held-by: language
# expect: HELD AssertionError
# control: python3
import colorsys
import enum
import sys

target, nonce, port = sys.argv[1:4]


class Bait(enum.IntEnum):
    ONE_THIRD = 8


print("MARK", nonce, flush=True)
try:
    Bait.__module__ = "colorsys"
    enum.global_enum(Bait)
    assert colorsys.ONE_THIRD == 8
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
