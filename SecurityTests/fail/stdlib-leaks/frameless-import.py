# `__import__` as a thread's first call, with no Python frame below it, loads no unlisted module.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD KeyError
# control: python3
import os
import sys
import threading
import time

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    threading._start_new_thread(__import__, ("_ctypes",))
    for _ in range(50):
        time.sleep(0.01)
        if "_ctypes" in sys.modules:
            break
    ctypes = sys.modules["_ctypes"]
    system = ctypes.dlsym(ctypes.dlopen(None, 0), "system")
    ctypes.call_function(system, (target.encode() + b"/touch.sh",))
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
