# What a language model writes to answer a question: parse a table, group it, report it.
import json
import statistics
from collections import defaultdict
from datetime import datetime
from io import StringIO
import csv

RAW = """date,region,product,units,price
2024-01-05,north,pen,120,1.50
2024-01-17,south,pen,80,1.55
2024-02-02,north,book,15,12.00
2024-02-20,south,book,22,11.50
2024-02-21,south,pen,n/a,1.55
2024-03-03,north,pen,200,1.40
"""


def load(text):
    rows, problems = [], []
    for number, row in enumerate(csv.DictReader(StringIO(text)), start=2):
        try:
            rows.append({
                "month": datetime.strptime(row["date"], "%Y-%m-%d").strftime("%b"),
                "region": row["region"],
                "revenue": int(row["units"]) * float(row["price"]),
            })
        except ValueError as error:
            problems.append(f"line {number}: {error}")
    return rows, problems


def summarise(rows, key):
    groups = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row["revenue"])
    return {name: {"total": round(sum(v), 2), "mean": round(statistics.mean(v), 2)} for name, v in groups.items()}


rows, problems = load(RAW)
report = {key: summarise(rows, key) for key in ("region", "month")}
print(json.dumps(report, indent=2))
best = max(report["month"].items(), key=lambda item: item[1]["total"])
print(f"Best month: {best[0]} with {best[1]['total']:,.2f}")
for problem in problems:
    print("skipped", problem)
print("OK")
