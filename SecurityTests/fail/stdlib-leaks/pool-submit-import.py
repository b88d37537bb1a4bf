# An executor's thread, a library frame, imports no unlisted module.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import os
import sys
from concurrent.futures import ThreadPoolExecutor

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    with ThreadPoolExecutor() as pool:
        ctypes = pool.submit(__import__, "_ctypes").result()
    system = ctypes.dlsym(ctypes.dlopen(None, 0), "system")
    ctypes.call_function(system, (target.encode() + b"/touch.sh",))
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
