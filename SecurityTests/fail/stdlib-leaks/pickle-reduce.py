# Unpickling calls no function of an unlisted module.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD PermissionError
# control: python3
import os
import pickle
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    command = target + "/touch.sh"
    pickle.loads(f"cposix\nsystem\n(V{command}\ntR.".encode())
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
