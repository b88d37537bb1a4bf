# A module object with a `__path__` of its own, put into sys.modules, is no package.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import os
import sys
from types import ModuleType

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    package = sys.modules["json5"] = ModuleType("json5")
    package.__path__ = ["/usr/lib/python3.11/lib-dynload"]
    import json5._ctypes as ctypes

    system = ctypes.dlsym(ctypes.dlopen(None, 0), "system")
    ctypes.call_function(system, (target.encode() + b"/touch.sh",))
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
