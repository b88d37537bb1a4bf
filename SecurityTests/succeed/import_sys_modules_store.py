# What a script stores in sys.modules is what its own imports find.
import sys
import types

settings = types.ModuleType("settings")
settings.level = 3
settings.__all__ = ["level"]
sys.modules["settings"] = settings

import settings as imported
from settings import level
print(imported is settings, level, "settings" in sys.modules)


class Lazy:
    def __getattr__(self, name):
        return f"lazy {name}"


sys.modules["anything"] = Lazy()
import anything
from anything import goes
print(anything.example, goes)

package = types.ModuleType("package")
package.__path__ = []
package.part = types.ModuleType("package.part")
package.part.value = 42
sys.modules.update({"package": package, "package.part": package.part})
import package.part
from package.part import value
print(value, package.part.value)

sys.modules["blocked"] = None
try:
    import blocked
except ImportError as error:
    print(type(error).__name__, error.name)
print("OK")
