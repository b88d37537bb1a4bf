# Modules show where they come from.
import sys
import types

module = types.ModuleType("mine")
print(module, repr(sys))
module.__file__ = "/app/mine.py"
print(module)
print("OK")
