# unittest.mock does not import on the script's behalf.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import os
import sys
from unittest import mock

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    ctypes = mock.patch("_ctypes.call_function").getter()
    system = ctypes.dlsym(ctypes.dlopen(None, 0), "system")
    ctypes.call_function(system, (target.encode() + b"/touch.sh",))
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
