# importlib.import_module does not reach an unlisted package through its submodule.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import importlib
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    util = importlib.import_module("ctypes.util")
    util._findLib_ld  # the submodule truly ran
    sys.modules["ctypes"].CDLL(None).system(target.encode() + b"/touch.sh")
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
