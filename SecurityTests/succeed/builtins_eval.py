# eval and compile run text and code objects in the namespaces they are given.

x = 10
print(eval("x + 1"), eval("x + y", {"x": 1}, {"y": 2}), eval(" [n * x for n in range(3)] "))
code = compile("a * b", "<formula>", "eval")
print([eval(code, {"a": a, "b": 3}) for a in range(4)], code.co_names, code.co_filename)

namespace = {"start": 5}
eval(compile("""
import math
def area(r):
    return round(math.pi * r * r + start, 2)
class Box:
    size = area(2)
values = [Box.size for _ in range(2)]
""", "<program>", "exec"), namespace)
print(namespace["values"], namespace["area"](1), namespace["Box"].__name__)

eval(compile("x = 20\nprint('statement', x)", "<text>", "exec"))
print(x)
eval(compile("40 + 2", "<text>", "single"))
for text in ("1 +", "x = 1", "nothing_here", "1 / 0"):
    try:
        eval(text)
    except Exception as error:
        print(type(error).__name__)


def local():
    secret = 7
    return eval("secret * 2"), eval("'__name__' in globals()")


print(local(), eval("(lambda q: q + x)(1)"), len(eval("open_names", {"open_names": [1]})))
print("OK")
