# Unpickling walks no dotted name to a real function of the operating system.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD PermissionError
# control: python3
import os
import pickle
import struct
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    def text(value):
        data = value.encode()
        return b"X" + struct.pack("<I", len(data)) + data


    name = text("logging") + text("os.system") + b"\x93"
    pickle.loads(b"\x80\x04" + name + text(target + "/touch.sh") + b"\x85R.")
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
