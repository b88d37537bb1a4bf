# Naming oneself after a trusted module does not open its private imports.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import json
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    globals().update(__name__="ctypes", __package__="ctypes", __file__=json.__file__, __path__=[])
    ctypes = __import__("_ctypes", globals(), globals(), ["dlopen"])
    system = ctypes.dlsym(ctypes.dlopen(None, 0), "system")
    ctypes.call_function(system, (target.encode() + b"/touch.sh",))
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
