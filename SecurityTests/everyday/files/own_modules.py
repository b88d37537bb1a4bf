# Modules that stand among granted files are imported from the folders of sys.path, and shadow nothing of the library.
# files: mount=rw:/data scratch=4MiB
import importlib
import importlib.util
import inspect
import os
import pathlib
import pickle
import sys
import traceback

data, scratch = map(pathlib.Path, sys.argv[1:])
library = data / "library"
(library / "package" / "inner").mkdir(parents=True)
(library / "plain.py").write_text("import json\ntext = json.dumps([1])\n\ndef fail():\n    return 1 / 0\n")
(library / "package" / "__init__.py").write_text("from . import part\n")
(library / "package" / "part.py").write_text("class Kept:\n    where = __name__, __package__, __file__\n")
(library / "package" / "inner" / "leaf.py").write_text("from ..part import Kept\n")
(library / "gzip.py").write_text("raise AssertionError('shadowed')\n")
(library / "broken.py").write_text("x = (\n")

sys.path.append(str(library))
import gzip
import package.inner.leaf
import plain

assert plain.text == "[1]"
assert package.part.Kept.where == ("package.part", "package", str(library / "package" / "part.py"))
assert package.inner.leaf.Kept is package.part.Kept
assert type(pickle.loads(pickle.dumps(package.part.Kept()))) is package.part.Kept
assert importlib.import_module(".part", "package") is package.part
assert importlib.util.find_spec("plain") and importlib.util.find_spec("absent") is None
assert inspect.getsource(plain.fail) == "def fail():\n    return 1 / 0\n"
try:
    plain.fail()
except ZeroDivisionError:
    shown = traceback.format_exc()
    assert "plain.py\", line 5, in fail\n    return 1 / 0" in shown, shown
for name, error in ("broken", SyntaxError), ("absent", ModuleNotFoundError):
    try:
        importlib.import_module(name)
    except error:
        pass
    else:
        raise AssertionError(name)

os.chdir(scratch)
sys.path.insert(0, "")
pathlib.Path("here.py").write_text("value = 1\n")
import here

assert here.value == 1
del sys.modules["here"]
pathlib.Path("here.py").write_text("value = 'changed'\n")
importlib.invalidate_caches()
import here

assert here.value == "changed"

# By their files, and what stands beside them.
import importlib.resources
import pkgutil
import runpy

spec = importlib.util.spec_from_file_location("by_file", library / "package" / "part.py")
by_file = importlib.util.module_from_spec(spec)
spec.loader.exec_module(by_file)
assert by_file.Kept.where[0] == "by_file" and by_file.__file__ == str(library / "package" / "part.py")
assert runpy.run_path(str(library / "plain.py"))["text"] == "[1]"
assert runpy.run_module("plain")["text"] == "[1]"

(library / "package" / "data.txt").write_text("beside")
beside = importlib.resources.files("package") / "data.txt"
assert beside.read_text() == "beside" and pkgutil.get_data("package", "data.txt") == b"beside"
with importlib.resources.as_file(beside) as path:
    assert path.read_text() == "beside"
assert sorted(item.name for item in importlib.resources.files(package).iterdir() if item.is_file())[-1] == "part.py"
pathlib.Path("here.py").write_text("value = 'reloaded'\n")
assert importlib.reload(here) is here and here.value == "reloaded"

# One that puts another object in its own place, and a distribution that stands beside its modules.
(library / "replaced.py").write_text("import sys, types\nkind = 'first'\nother = types.ModuleType(__name__)\n"
                                     "other.kind = 'other'\nsys.modules[__name__] = other\n")
(library / "package" / "swap.py").write_text((library / "replaced.py").read_text())
import package.swap
import replaced

assert replaced.kind == package.swap.kind == "other" and sys.modules["replaced"] is replaced
import importlib.metadata

(library / "thing-1.5.dist-info").mkdir()
(library / "thing-1.5.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: thing\nVersion: 1.5\n")
assert importlib.metadata.version("thing") == "1.5"
assert [found.metadata["Name"] for found in importlib.metadata.distributions(path=[str(library)])] == ["thing"]

# Plugins that are found by listing, a circular import that is told as one, and a path that is relative.
assert [found.name for found in pkgutil.iter_modules([str(library / "package")])] == ["part", "swap"]
assert "package.part" in [found.name for found in pkgutil.walk_packages([str(library)], onerror=lambda name: None)]
(library / "circle_a.py").write_text("from circle_b import b\na = 1\n")
(library / "circle_b.py").write_text("from circle_a import a\nb = 1\n")
try:
    import circle_a
except ImportError as error:
    assert "partially initialized module 'circle_a' (most likely due to a circular import)" in str(error), error
else:
    raise AssertionError("circle")
relative = importlib.util.spec_from_file_location("relative", "here.py")
assert relative.origin == os.path.join(os.getcwd(), "here.py")
