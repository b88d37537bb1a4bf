# A session of small steps keeps state, captures output and returns the last value.
import ast
import contextlib
import io
import traceback


def run_step(source, state):
    """Run statements; the value of a last expression is the step's value."""
    tree = ast.parse(source, filename="<step>")
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    value, output = None, io.StringIO()
    with contextlib.redirect_stdout(output):
        try:
            eval(compile(tree, "<step>", "exec"), state)
            if last is not None:
                value = eval(compile(ast.Expression(last.value), "<step>", "eval"), state)
        except Exception:
            kind = traceback.format_exc().strip().splitlines()[-1]
            return {"error": kind, "output": output.getvalue()}
    return {"value": value, "output": output.getvalue()}


steps = [
    "import math\nradius = 2\nprint('radius set')",
    "area = math.pi * radius ** 2\nround(area, 3)",
    "def volume(h):\n    return area * h\nprint(f'{volume(10):.2f}')",
    "print('before')\n[][1]",
    "values = [volume(h) for h in range(3)]\nlen(values)",
    "class Shape:\n    def __init__(self, r=radius):\n        self.r = r\nShape().r",
]
state = {"__name__": "session"}
for step in steps:
    print(run_step(step, state))
print(sorted(name for name in state if not name.startswith("__")))
print("OK")
