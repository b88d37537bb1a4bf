# A syntax tree whose attributes are renamed after parsing reads nothing that is denied elsewhere.
# goal: tangible
# family: builtins
# held-by: language
# expect: HELD KeyError
# control: python3
import ast
import json
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    tree = ast.parse("json.loads.x['y']['z'](path).read()", mode="eval")
    names = {"x": "__globals__", "y": "__builtins__", "z": "open"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            node.attr = names.get(node.attr, node.attr)
        elif isinstance(node, ast.Constant):
            node.value = names[node.value]
    text = eval(compile(tree, "<tree>", "eval"), {"json": json, "path": path})
    assert secret in text
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
