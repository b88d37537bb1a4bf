# The import guard does not give way at the edge of the stack.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]


def dive():
    try:
        return dive()
    except RecursionError:
        return __import__("_ctypes")


print("MARK", nonce, flush=True)
try:
    ctypes = dive()
    system = ctypes.dlsym(ctypes.dlopen(None, 0), "system")
    ctypes.call_function(system, (target.encode() + b"/touch.sh",))
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
