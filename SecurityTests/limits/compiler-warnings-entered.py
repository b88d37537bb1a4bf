# What shows the compiler's warnings is of no use to code that runs while a tree is compiled.
# verdict: exit
# limits: cpu=5s wall=60s
# control: none
import ast
import codecs

library = codecs.builtins
seen = []


class Name(ast.Name):
    @property
    def id(self):
        if not seen:
            module = library.__import__("warnings")
            seen.append(module)
            try:
                module._showwarnmsg(5)
            except (AttributeError, TypeError):
                pass
        return "x"


tree = ast.parse("x", mode="eval")
tree.body = ast.copy_location(Name(ctx=ast.Load()), tree.body)
compile(tree, "text", "eval")
import warnings

assert seen == [warnings]
assert warnings.filters
