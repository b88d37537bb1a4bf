# A spreadsheet evaluates formulas over cells, finds dependencies and tells cycles.
import ast
import math
import re
from graphlib import CycleError, TopologicalSorter

FUNCTIONS = {"SUM": lambda *v: sum(v), "AVG": lambda *v: sum(v) / len(v), "ROUND": round, "SQRT": math.sqrt,
             "IF": lambda test, yes, no: yes if test else no}


def names(formula):
    tree = ast.parse(formula, mode="eval")
    return {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id not in FUNCTIONS}


def spread(formula):
    """Write A1:A3 as A1, A2, A3."""
    return re.sub(r"([A-Z])(\d+):\1(\d+)",
                  lambda m: ", ".join(f"{m[1]}{n}" for n in range(int(m[2]), int(m[3]) + 1)), formula)


def calculate(sheet):
    formulas = {cell: spread(value[1:]) for cell, value in sheet.items() if isinstance(value, str) and value[:1] == "="}
    graph = {cell: names(formula) for cell, formula in formulas.items()}
    values = {cell: value for cell, value in sheet.items() if cell not in formulas}
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        return {cell: "#CYCLE" for cell in sorted(set(error.args[1]))}
    for cell in order:
        if cell in formulas:
            try:
                values[cell] = eval(formulas[cell], {"__builtins__": {}}, {**FUNCTIONS, **values})
            except ZeroDivisionError:
                values[cell] = "#DIV/0"
            except (NameError, TypeError) as error:
                values[cell] = f"#{type(error).__name__}"
    return dict(sorted(values.items()))


print(calculate({"A1": 10, "A2": 20, "A3": "=A1 + A2", "B1": "=SUM(A1:A3)", "B2": "=ROUND(SQRT(B1), 2)",
                 "C1": "=IF(B1 > 50, 'big', 'small')", "C2": "=A1 / (A2 - 20)", "C3": "=NOTHING + 1"}))
print(calculate({"A1": "=B1", "B1": "=A1 + 1"}))
print("OK")
