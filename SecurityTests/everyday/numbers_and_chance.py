# Everyday arithmetic: math, cmath, decimal, fractions, statistics, random, secrets.


def test_math_functions():
    import math
    assert math.isclose(math.sin(math.pi / 6), 0.5) and math.hypot(3, 4) == 5
    assert math.factorial(10) == 3628800 and math.comb(5, 2) == 10 and math.perm(5, 2) == 20
    assert math.gcd(12, 18, 27) == 3 and math.lcm(4, 6) == 12 and math.isqrt(17) == 4
    assert math.floor(-1.5) == -2 and math.ceil(1.2) == 2 and math.trunc(-1.5) == -1


def test_math_floats():
    import math
    assert math.fsum([0.1] * 10) == 1.0 and sum([0.1] * 10) != 1.0
    assert math.inf > 1e308 and math.isnan(math.nan) and math.copysign(3, -0.0) == -3
    assert math.frexp(8.0) == (0.5, 4) and math.ldexp(0.5, 4) == 8 and math.ulp(1.0) < 1e-15
    assert math.log(8, 2) == 3 and math.log1p(0) == 0 and math.exp(0) == 1 and round(math.gamma(5)) == 24


def test_cmath_polar():
    import cmath
    radius, angle = cmath.polar(3 + 4j)
    assert radius == 5 and cmath.isclose(cmath.rect(radius, angle), 3 + 4j)
    assert cmath.sqrt(-1) == 1j and cmath.isclose(cmath.log(-1), cmath.pi * 1j)


def test_decimal_money():
    from decimal import ROUND_HALF_UP, Decimal
    total = sum(Decimal(p) * n for p, n in (("19.99", 3), ("0.01", 1)))
    assert total == Decimal("59.98")
    assert (total * Decimal("0.19")).quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal("11.40")
    assert f"{Decimal('1234.5'):,.2f}" == "1,234.50" and str(Decimal("1.20")) == "1.20"


def test_decimal_context():
    from decimal import Context, Decimal, Inexact, getcontext, localcontext
    with localcontext(prec=4) as context:
        assert Decimal(1) / 3 == Decimal("0.3333") and context.flags[Inexact]
    assert getcontext().prec == 28 and Context(prec=3).create_decimal("3.14159") == Decimal("3.14")
    assert Decimal("NaN").is_nan() and Decimal("-0.0").is_signed() and Decimal(2) ** 80 == 2 ** 80


def test_decimal_pure_python():
    from _pydecimal import Decimal
    assert Decimal("0.1") + Decimal("0.2") == Decimal("0.3") and str(Decimal(2).sqrt())[:6] == "1.4142"


def test_fractions_exact():
    from fractions import Fraction
    assert sum(Fraction(1, n) for n in (2, 3, 6)) == 1
    assert Fraction("3/4") == Fraction(0.75) == Fraction("0.75")
    assert Fraction(22, 7) - Fraction("3.14") == Fraction(1, 350) and Fraction(355, 113).limit_denominator(10) == Fraction(22, 7)


def test_statistics_summary():
    import statistics
    data = [1, 2, 2, 3, 10]
    assert (statistics.mean(data), statistics.median(data), statistics.mode(data)) == (3.6, 2, 2)
    assert statistics.quantiles(data, n=2) == [2.0] and round(statistics.pstdev(data), 3) == 3.262
    assert statistics.fmean([1, 3], weights=[1, 3]) == 2.5


def test_statistics_normal():
    from statistics import NormalDist, correlation, linear_regression
    assert round(NormalDist().inv_cdf(0.975), 2) == 1.96
    assert linear_regression([0, 1, 2], [1, 3, 5]) == (2, 1) and round(correlation([1, 2, 3], [1, 2, 4]), 2) == 0.98
    assert NormalDist.from_samples([2, 4, 6]).mean == 4


def test_random_seeded():
    import random
    first, second = random.Random(1), random.Random(1)
    assert [first.random() for _ in range(5)] == [second.random() for _ in range(5)]
    random.seed("text")
    state = random.getstate()
    numbers = random.sample(range(100), 5)
    random.setstate(state)
    assert numbers == random.sample(range(100), 5) and len(set(numbers)) == 5


def test_random_distributions():
    import random
    generator = random.Random(3)
    assert abs(sum(generator.gauss(5, 1) for _ in range(2000)) / 2000 - 5) < 0.2
    assert all(1 <= generator.randint(1, 6) <= 6 for _ in range(100))
    assert set(generator.choices("ab", weights=[0, 1], k=20)) == {"b"}
    assert 2 <= generator.uniform(2, 3) <= 3 and generator.triangular(0, 1) < 1 and generator.expovariate(1) > 0
    deck = list(range(20))
    generator.shuffle(deck)
    assert sorted(deck) == list(range(20)) and len(generator.randbytes(4)) == 4


def test_secrets_tokens():
    import secrets
    assert secrets.token_hex(8) != secrets.token_hex(8) and len(secrets.token_bytes(16)) == 16
    assert secrets.choice("abc") in "abc" and 0 <= secrets.randbelow(10) < 10
    assert secrets.compare_digest(b"a", b"a") and len(secrets.token_urlsafe(6)) == 8


def test_numbers_tower():
    import numbers
    from decimal import Decimal
    from fractions import Fraction
    assert isinstance(3, numbers.Integral) and isinstance(Fraction(1), numbers.Rational)
    assert not isinstance(Decimal(1), numbers.Real) and isinstance(Decimal(1), numbers.Number)


def test_colorsys_conversion():
    import colorsys
    assert colorsys.rgb_to_hsv(1, 0, 0) == (0, 1, 1) and colorsys.hls_to_rgb(0, 0.5, 1) == (1, 0, 0)


if __name__ == "__main__":
    import sys
    passed = failed = 0
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            try:
                test()
                passed += 1
                print("pass", name)
            except Exception as error:
                failed += 1
                print(f"FAIL {name} {type(error).__name__}: {error}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
