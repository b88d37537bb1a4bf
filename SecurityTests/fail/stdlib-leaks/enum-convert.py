# Enum._convert_ does not write into a library module.
# goal: authority
# family: stdlib-leaks
# held-by: language
# expect: HELD AssertionError
# control: python3
import colorsys
import enum
import sys
import types

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    source = types.SimpleNamespace(ONE_SIXTH=8)
    enum.IntEnum._convert_("Bait", "colorsys", lambda name: name == "ONE_SIXTH", source)
    assert colorsys.ONE_SIXTH == 8 and colorsys.Bait
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
