# An exit callback imports under the same rules.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import atexit
import os
import sys

target, nonce, port = sys.argv[1:4]

@atexit.register
def attack():
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
