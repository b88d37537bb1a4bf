# A module shows its name, contents and documentation, and refuses unknown names.
import inspect
import json
import math
import types

print(json.__name__, json.__package__, "dumps" in dir(json), vars(json)["dumps"] is json.dumps)
print(inspect.ismodule(math), isinstance(math, types.ModuleType), json.__doc__.splitlines()[0])
print(getattr(math, "nothing", "default"), hasattr(json, "loads"), callable(getattr(json, "loads")))
try:
    json.no_such_name
except AttributeError as error:
    print(error)
print(sorted(name for name, value in inspect.getmembers(json, inspect.isclass)))
print(repr(math).startswith("<module 'math'"), math == math, {json: 1}[json])
print("OK")
