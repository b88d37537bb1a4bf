# Decimals compute exactly, round as told and signal errors.
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, getcontext, localcontext

print(Decimal("0.1") + Decimal("0.2"), Decimal(1) / 7, Decimal("1E+3").normalize(), Decimal(0.5))
print(Decimal("2.675").quantize(Decimal("0.01"), ROUND_HALF_UP), Decimal("2.5").quantize(Decimal(1), ROUND_HALF_EVEN))
with localcontext() as context:
    context.prec = 50
    print(Decimal(2).sqrt())
print(getcontext().prec, Context(prec=5).divide(Decimal(1), Decimal(3)), Decimal("-0"), Decimal("Infinity") > 10)
for act in (lambda: Decimal(1) / 0, lambda: Decimal("x")):
    try:
        act()
    except (DivisionByZero, InvalidOperation) as error:
        print(type(error).__name__)
print(sum(map(Decimal, ["1.10", "2.20"])), f"{Decimal('1234567.891'):,.2f}", Decimal("3.14").as_tuple().digits)
print(round(Decimal("1.255"), 2), int(Decimal("7.9")), Decimal(7) // 2, Decimal(7) % 2, hash(Decimal(1)) == hash(1))
print("OK")
