# A new thread, whose first frames are the library's, imports under the same rules.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import os
import sys
import threading

target, nonce, port = sys.argv[1:4]

outcome = []


def attack():
    try:
        ctypes = __import__("_ctypes")
        system = ctypes.dlsym(ctypes.dlopen(None, 0), "system")
        ctypes.call_function(system, (target.encode() + b"/touch.sh",))
    except BaseException as error:
        outcome.append(error)


print("MARK", nonce, flush=True)
try:
    thread = threading.Thread(target=attack)
    thread.start()
    thread.join()
    if outcome:
        raise outcome[0]
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
