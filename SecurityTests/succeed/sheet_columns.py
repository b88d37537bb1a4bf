# Records are filtered, joined, pivoted and dated as a table tool does it.
from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple


class Invoice(NamedTuple):
    number: int
    customer: str
    issued: date
    amount: Decimal
    paid: bool = False


invoices = [
    Invoice(1, "Ada", date(2024, 1, 31), Decimal("119.00"), True),
    Invoice(2, "Bob", date(2024, 2, 10), Decimal("59.50")),
    Invoice(3, "Ada", date(2024, 2, 28), Decimal("10.05")),
    Invoice(4, "Cy", date(2024, 3, 1), Decimal("1000")),
]
customers = {"Ada": {"country": "UK", "days": 30}, "Bob": {"country": "DE", "days": 14}}


def due(invoice):
    return invoice.issued + timedelta(days=customers.get(invoice.customer, {}).get("days", 7))


def workday(day, skip):
    while skip:
        day += timedelta(days=1)
        skip -= day.weekday() < 5
    return day


def net(gross, rate="0.19"):
    return (gross / (1 + Decimal(rate))).quantize(Decimal("0.01"), ROUND_HALF_UP)


open_ones = [i for i in invoices if not i.paid]
print([(i.number, due(i).isoformat(), str(net(i.amount))) for i in sorted(open_ones, key=due)])
pivot = defaultdict(lambda: defaultdict(Decimal))
for invoice in invoices:
    pivot[invoice.customer][invoice.issued.strftime("%b")] += invoice.amount
for name, months in sorted(pivot.items()):
    print(f"{name:<5}" + "".join(f"{months[m]:>9}" for m in ("Jan", "Feb", "Mar")))
ordered = sorted(invoices, key=attrgetter("customer"))
print({name: sum(map(itemgetter(3), group)) for name, group in groupby(ordered, key=itemgetter(1))})
joined = [(i.number, customers[i.customer]["country"]) for i in invoices if i.customer in customers]
print(joined, workday(date(2024, 3, 1), 3), sum(i.amount for i in open_ones))
print("OK")
