# object.__getstate__ does not hand out the dict of a C module.
# goal: authority
# family: types
# held-by: language
# expect: HELD TypeError
# control: python3
import fractions
import math
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    object.__getstate__(math)["gcd"] = lambda *values: 1
    assert fractions.Fraction(2, 4).denominator == 4
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
