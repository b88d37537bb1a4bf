# except* splits exception groups, and what no clause takes goes on.

def failing():
    raise ExceptionGroup("several", [
        ValueError("bad value"),
        TypeError("bad type"),
        ExceptionGroup("inner", [KeyError("missing"), ValueError("worse value")]),
    ])


try:
    try:
        failing()
    except* ValueError as group:
        print("values:", [str(e) for e in group.exceptions[:1]], len(group.exceptions))
    except* TypeError as group:
        print("types:", group.exceptions)
except ExceptionGroup as rest:
    matching, others = rest.split(KeyError)
    print("left:", rest.exceptions[0].exceptions, others)

try:
    try:
        raise OSError("alone")
    except* OSError as group:
        print("wrapped:", type(group).__name__, group.exceptions)
        raise RuntimeError("from the handler")
except RuntimeError as error:
    print("raised", error, "in the context of", type(error.__context__).__name__)
print("OK")
