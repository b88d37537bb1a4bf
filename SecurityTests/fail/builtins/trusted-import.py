# `__import__`, reached through a library module, does not load an unlisted module.
# goal: tangible
# family: builtins
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import enum
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    ctypes = enum.bltns.__import__("_ctypes")
    system = ctypes.dlsym(ctypes.dlopen(None, 0), "system")
    ctypes.call_function(system, (target.encode() + b"/touch.sh",))
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
