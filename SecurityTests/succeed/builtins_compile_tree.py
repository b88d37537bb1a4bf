# A syntax tree can be parsed, changed, compiled and run.
import ast


class Doubler(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(node.value * 2), node) if isinstance(node.value, int) else node


tree = Doubler().visit(ast.parse("result = [n + 1 for n in (10, 20)]"))
namespace = {}
eval(compile(ast.fix_missing_locations(tree), "<tree>", "exec"), namespace)
print(namespace["result"], ast.unparse(tree))

expression = ast.Expression(ast.BinOp(ast.Constant(6), ast.Mult(), ast.Constant(7)))
print(eval(compile(ast.fix_missing_locations(expression), "<tree>", "eval")))
print(ast.literal_eval("{'a': [1, 2.5, None], 'b': (True, b'x')}"))
try:
    ast.literal_eval("__import__('os')")
except ValueError as error:
    print(type(error).__name__)
print(ast.dump(ast.parse("f(x)", mode="eval").body))
print("OK")
