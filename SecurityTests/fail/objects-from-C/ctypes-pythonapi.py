# ctypes.pythonapi, which runs code below every hook, is out of reach.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    from ctypes import pythonapi

    pythonapi.PyRun_SimpleString(f"open({target + '/out/x'!r}, 'w').close()".encode())
    assert os.path.exists(target + "/out/x")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
