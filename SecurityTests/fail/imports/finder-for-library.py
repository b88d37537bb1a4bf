# A finder in sys.meta_path gives library code no module in the place of one of the library.
# goal: authority
# family: imports
# held-by: language
# expect: HELD AssertionError
# control: python3
import importlib.abc
import importlib.machinery
import sys

target, nonce, port = sys.argv[1:4]


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self) if name == "plistlib" else None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.load = lambda *arguments, **keywords: nonce


print("MARK", nonce, flush=True)
try:
    sys.meta_path.insert(0, Finder())
    import plistlib

    own = plistlib.__dict__.get("dumps") is None
    import platform

    assert own and platform.sys.modules["plistlib"].load(None) == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
