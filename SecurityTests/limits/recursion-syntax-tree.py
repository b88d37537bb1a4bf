# A very deep syntax tree is refused.
# verdict: exception
# limits: cpu=5s wall=60s
# control: none
import ast
import sys

sys.setrecursionlimit(10 ** 4)
tree = ast.Constant(1)
for _ in range(10 ** 5):
    tree = ast.UnaryOp(ast.USub(), tree)
compile(ast.fix_missing_locations(ast.Expression(tree)), "", "eval")
