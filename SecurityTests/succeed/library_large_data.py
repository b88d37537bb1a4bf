# Large lists, texts, dictionaries and sorts fit in the ordinary budget.
import array
import collections

numbers = list(range(1_000_000))
print(sum(numbers), len(numbers[::-1]), sorted(numbers, key=lambda n: -n)[0])
table = {n: str(n) for n in range(200_000)}
print(len(table), table[199_999], len(set(table.values())))
text = "abc " * 1_000_000
print(len(text), text.count("b"), len(text.split()), collections.Counter(text[:400]).most_common(1))
print(len(bytearray(20_000_000)), array.array("d", [0.5]) * 100_000 == array.array("d", bytes(0)) + array.array("d", [0.5] * 100_000))
print(len(str(2 ** 10_000)), sum(len(row) for row in [[0] * 1000 for _ in range(1000)]))
del numbers, table, text
print("OK")
