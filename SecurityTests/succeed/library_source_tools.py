# ast, tokenize, dis, symtable and keyword take the script's text apart.
import ast
import dis
import io
import keyword
import symtable
import token
import tokenize

text = "def area(r, *, pi=3):\n    return pi * r ** 2  # approximate\n"
print([(token.tok_name[t.type], t.string) for t in tokenize.tokenize(io.BytesIO(text.encode()).readline)][:6])
print(tokenize.untokenize(tokenize.generate_tokens(io.StringIO(text).readline)) == text)
function = ast.parse(text).body[0]
print(function.name, [a.arg for a in function.args.kwonlyargs], ast.unparse(function.body[0]), ast.get_source_segment(text, function)[:8])


class Names(ast.NodeVisitor):
    def __init__(self):
        self.seen = []

    def visit_Name(self, node):
        self.seen.append(node.id)


visitor = Names()
visitor.visit(function)
print(visitor.seen, sum(isinstance(node, ast.BinOp) for node in ast.walk(function)))


def sample(x):
    return x + 1


print([i.opname for i in dis.Bytecode(sample)][-3:], dis.stack_effect(dis.opmap["POP_TOP"]), dis.code_info(sample).splitlines()[0])
table = symtable.symtable(text, "<text>", "exec").lookup("area").get_namespace()
print(sorted(table.get_parameters()), table.get_name(), keyword.iskeyword("match"), keyword.softkwlist[-1], len(keyword.kwlist))
print("OK")
