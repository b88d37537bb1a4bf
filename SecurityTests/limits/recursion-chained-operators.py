# A very long expression is refused by the compiler.
# verdict: exception, memory
# limits: cpu=5s wall=60s
# control: none
import sys

sys.setrecursionlimit(10 ** 9)
eval("+".join(["x"] * 10 ** 5))
