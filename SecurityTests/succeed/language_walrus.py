# Assignment expressions bind in conditions, loops and comprehensions.
import re

lines = ["width=10", "no setting", "height=20"]
settings = {m[1]: int(m[2]) for line in lines if (m := re.match(r"(\w+)=(\d+)", line))}
print(settings, m[1])

stack = [3, 2, 1]
while (top := stack.pop()) < 3:
    print("popped", top)

print([(half := n // 2, half * half) for n in range(4)])
if any((found := n) > 10 for n in (3, 12, 40)):
    print("first big number", found)


def scoped():
    [kept := n for n in range(4)]
    return kept


print(scoped())
print("OK")
