# `__import__` called by hand does not load an unlisted extension module.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    ctypes = __import__("_ctypes")
    system = ctypes.dlsym(ctypes.dlopen(None, 0), "system")
    ctypes.call_function(system, (target.encode() + b"/touch.sh",))
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
