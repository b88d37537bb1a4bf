# pkgutil.resolve_name does not reach functions of an unlisted module.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import os
import pkgutil
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    call = pkgutil.resolve_name("_ctypes:call_function")
    dlopen, dlsym = map(pkgutil.resolve_name, ("_ctypes:dlopen", "_ctypes:dlsym"))
    call(dlsym(dlopen(None, 0), "system"), (target.encode() + b"/touch.sh",))
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
