# A syntax tree that holds itself is a RecursionError.
# verdict: exit
# limits: cpu=10s wall=60s memory=256MiB
# control: none
import ast

node = ast.UnaryOp(ast.USub(), None)
node.operand = node
try:
    compile(ast.fix_missing_locations(ast.Expression(ast.Constant(1))), "", "eval")
    tree = ast.Expression(node)
    node.lineno = node.col_offset = 1
    compile(tree, "", "eval")
except RecursionError:
    pass
value = ()
for _ in range(10 ** 5):
    value = (value,)
try:
    compile(ast.fix_missing_locations(ast.Expression(ast.Constant(value))), "", "eval")
except RecursionError:
    pass
