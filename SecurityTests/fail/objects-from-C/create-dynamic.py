# _imp.create_dynamic loads no extension module from a path.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import os
import sys
from types import SimpleNamespace

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    import _imp

    (suffix, *_) = _imp.extension_suffixes()
    origin = "/usr/lib/python3.11/lib-dynload/_ctypes" + suffix
    ctypes = _imp.create_dynamic(SimpleNamespace(name="_ctypes", origin=origin))
    _imp.exec_dynamic(ctypes)
    system = ctypes.dlsym(ctypes.dlopen(None, 0), "system")
    ctypes.call_function(system, (target.encode() + b"/touch.sh",))
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
