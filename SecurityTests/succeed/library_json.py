# json reads and writes every kind of value, with hooks and exact errors.
import json
from datetime import date
from decimal import Decimal

value = {"text": "é\n\"q\"", "numbers": [1, -2.5, 1e100, 10 ** 20], "none": None, "flags": [True, False], "nested": {"a": {}}}
print(json.dumps(value, sort_keys=True), json.loads(json.dumps(value)) == value)
print(json.dumps([1, {"b": 2}], indent=2), json.dumps([1, 2], separators=(",", ":")), json.dumps("☃", ensure_ascii=False))
print(json.dumps({"on": date(2024, 1, 2)}, default=str), json.loads("1.10", parse_float=Decimal))
print(json.loads('{"a": 1, "a": 2}', object_pairs_hook=list), json.loads(b'["\\u00e9"]'), json.loads("[NaN]"))


class Encoder(json.JSONEncoder):
    def default(self, value):
        return sorted(value) if isinstance(value, set) else super().default(value)


print(json.dumps({"s": {2, 1}}, cls=Encoder), json.JSONDecoder().raw_decode("[1] rest"))
loop = []
loop.append(loop)
for wrong in (lambda: json.loads("[1,]"), lambda: json.dumps({1j}), lambda: json.dumps(loop), lambda: json.loads("")):
    try:
        wrong()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print("OK")
