# A warnings hook that runs inside a trusted import gains nothing from the frames below it.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import os
import sys
import warnings

target, nonce, port = sys.argv[1:4]

got = []


def hook(*arguments, **options):
    try:
        ctypes = __import__("_ctypes", sys._getframe(2).f_globals)
        system = ctypes.dlsym(ctypes.dlopen(None, 0), "system")
        ctypes.call_function(system, (target.encode() + b"/touch.sh",))
    except BaseException as error:
        got.append(error)


print("MARK", nonce, flush=True)
try:
    warnings.simplefilter("always")
    warnings.showwarning = hook
    import asynchat  # deprecated: warns while it is imported

    if got:
        raise got[0]
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
