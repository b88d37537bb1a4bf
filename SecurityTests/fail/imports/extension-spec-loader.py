# The loader and spec of a whitelisted extension module do not load an unlisted one.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD AttributeError
# control: python3
import _json
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    file = _json.__spec__.origin.replace("_json", "_ctypes")
    loader = type(_json.__loader__)("_ctypes", file)
    ctypes = loader.create_module(type(_json.__spec__)("_ctypes", loader, origin=file))
    loader.exec_module(ctypes)
    system = ctypes.dlsym(ctypes.dlopen(None, 0), "system")
    ctypes.call_function(system, (target.encode() + b"/touch.sh",))
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
