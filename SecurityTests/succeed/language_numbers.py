# Integers of any size, floats and complex numbers compute exactly as documented.
import math

print(2 ** 200, -7 // 2, -7 % 3, divmod(-7, 2), pow(3, 1000, 997), pow(3, -1, 11))
print(int("ff", 16), int("0b101", 0), hex(255), oct(8), bin(-5), (1000).bit_length(), (255).bit_count())
print((1024).to_bytes(4, "big"), int.from_bytes(b"\xff\xfe", "little", signed=True))
print(0.1 + 0.2, round(2.5), round(-1.005, 2), (0.5).as_integer_ratio(), (10.0).is_integer(), (0.1).hex())
print(float("inf") > 10 ** 400, math.isnan(float("nan")), float("nan") == float("nan"), 1e308 * 10)
print((1 + 2j) * (3 - 1j), abs(3 + 4j), (2j) ** 2, complex("1+2j").conjugate())
print(math.factorial(25), math.comb(50, 6), math.gcd(84, 36), math.isqrt(10 ** 20), math.fsum([0.1] * 10))
print(1_000_000, 0xFF, True + True, sum([True, False, True]), 3 .__add__(4))
for expression in (lambda: 1 / 0, lambda: 2.0 ** 5000, lambda: int("12x"), lambda: math.sqrt(-1)):
    try:
        expression()
    except (ArithmeticError, ValueError) as error:
        print(type(error).__name__, error)
print("OK")
