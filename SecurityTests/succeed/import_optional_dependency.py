# Asking whether a module exists, and choosing by the answer, works.
import importlib.util
import sys

print(importlib.util.find_spec("no_such_module_anywhere") is None)
print(importlib.util.find_spec("json") is not None)
engine = None
for candidate in ("no_such_fast_json", "no_such_other_json", "json"):
    try:
        engine = __import__(candidate)
        break
    except ModuleNotFoundError:
        print("without", candidate)
print("with", engine.__name__, sys.version_info >= (3, 11))
print("OK")
