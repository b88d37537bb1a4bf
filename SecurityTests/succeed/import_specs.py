# importlib tells of modules without importing them, and its base classes stand where libraries look for them.
import importlib.abc
import importlib.machinery
import importlib.resources.abc
import importlib.util

spec = importlib.machinery.ModuleSpec("a.b", None, origin="here", is_package=True)
print(spec.name, spec.loader, spec.origin, spec.parent, spec.submodule_search_locations, spec.has_location)
print(importlib.machinery.ModuleSpec("a.b", None).parent, importlib.machinery.ModuleSpec("a", None).parent == "")
for name in ("json", "json.decoder", "math", "xml.dom"):
    spec = importlib.util.find_spec(name)
    print(spec.name, repr(spec.parent), spec.submodule_search_locations is not None)
print(importlib.util.find_spec("no_such_module"))
for name in ("math.part", "no_such_package.part"):
    try:
        importlib.util.find_spec(name)
    except ModuleNotFoundError as error:
        print(error, error.name)
print(isinstance(3, importlib.abc.Loader), issubclass(importlib.abc.SourceLoader, importlib.abc.Loader))
print(importlib.abc.Traversable is importlib.resources.abc.Traversable, isinstance(3, importlib.abc.Traversable))
print("OK")
