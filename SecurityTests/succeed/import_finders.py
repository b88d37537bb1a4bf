# A finder in sys.meta_path makes modules that nobody else knows, packages and their parts too, as six.moves does.
import importlib.abc
import importlib.util
import sys

SOURCES = {
    "made": "answer = 42\nimport made_package.part as part\nvalue = part.number",
    "made_package": "",
    "made_package.part": "number = 7\nfrom . import other",
    "made_package.other": "name = __name__",
    "broken": "1 / 0",
}


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name in SOURCES:
            return importlib.util.spec_from_loader(name, self, is_package=name == "made_package")

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        code = compile(SOURCES[module.__name__], f"<{module.__name__}>", "exec")
        module.__dict__.update({"__name__": module.__name__})
        eval(code, module.__dict__)


class Renaming(importlib.abc.Loader):
    """Hands a module of the library out under another name."""

    def find_spec(self, name, path=None, target=None):
        return importlib.util.spec_from_loader(name, self) if name == "renamed" else None

    def create_module(self, spec):
        import queue
        return queue

    def exec_module(self, module):
        pass


sys.meta_path[:0] = [Finder(), Renaming()]
import made
import made_package.part as part
from made_package import other

print(made.answer, made.value, part.number, other.name, part.__package__, sys.modules["made_package"].__path__)
import renamed

print(renamed.Queue.__module__, sys.modules["renamed"] is renamed)
for name in ("broken", "unknown", "made_package.unknown"):
    try:
        __import__(name)
    except (ImportError, ZeroDivisionError) as error:
        print(type(error).__name__, error, name in sys.modules)
print("OK")
