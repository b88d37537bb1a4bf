# Modules show where they come from.
import sys
import types

module = types.ModuleType("mine")
print(module, repr(sys))
module.__file__ = "/app/mine.py"
print(module)


class Crafting:
    def module_repr(self, module):
        return f"<crafted {module.__name__}>"


crafted = type(sys)("mine")
crafted.__loader__ = Crafting()
print(crafted)
print("OK")
