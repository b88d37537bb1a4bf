# f-strings format, convert, nest and self-document.
import datetime
import math

name, width, value = "Ada", 12, 1234567.891
print(f"[{name:>{width}}] [{name:^12}] [{name:*<8}] {name!r} {name!s:.2}")
print(f"{value:,.2f} {value:.3e} {value:_.0f} {int(value):x} {255:#010b} {0.256:.1%}")
print(f"{name=} {width + 1 = } {math.pi=:.3f}")
print(f"{datetime.date(2024, 2, 29):%d %B %Y} {{braces}} {'nested ' + f'{width}'}")
print(f"{[n * n for n in range(4)]} { {'key': 1}['key'] } {(lambda x: x * 2)(21)}")


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __format__(self, specification):
        symbol = {"usd": "$", "eur": "€"}[specification or "eur"]
        return f"{symbol}{self.cents // 100}.{self.cents % 100:02}"


print(f"{Money(1999)} {Money(5):usd}", "{0:usd} {0}".format(Money(250)))
print("%-8s|%05d|%+.1f|%%|%r" % (name, 42, 2.25, "q"), "{:>6}{:<6}|".format("r", "l"))
print("{user[name]} {numbers[1]} {real.real}".format(user={"name": "Bob"}, numbers=[1, 2], real=3 + 4j))
print("OK")
