# Fractions, complex maths and the number tower work together.
import cmath
import math
import numbers
from fractions import Fraction

print(Fraction(1, 3) + Fraction(1, 6), Fraction("0.125"), Fraction(3.5), Fraction(math.pi).limit_denominator(100))
print(Fraction(7, 2).__floor__(), round(Fraction(7, 2)), Fraction(1, 2) == 0.5, float(Fraction(1, 8)), Fraction(2, 3) ** 2)
print(cmath.sqrt(-4), cmath.phase(1j), cmath.polar(1 + 0j), cmath.isclose(cmath.exp(1j * math.pi), -1), abs(cmath.rect(2, 1)))
print([isinstance(n, numbers.Rational) for n in (1, Fraction(1), 1.0)], isinstance(1j, numbers.Complex))
print(math.prod([1, 2, 3]), math.hypot(3, 4), math.dist((0, 0), (3, 4)), math.log2(8), math.degrees(math.pi), math.lcm(4, 6))
print(math.copysign(1, -0.0), math.trunc(-2.5), math.modf(2.5), math.frexp(8), math.perm(5, 2), math.nextafter(1, 2) > 1)
print(sum(Fraction(1, n) for n in range(1, 11)))
print("OK")
