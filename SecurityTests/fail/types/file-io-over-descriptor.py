# FileIO over a descriptor number adopts none of the process's descriptors.
# goal: tangible
# family: types
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import io
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    file = io.FileIO(1, "w", closefd=False)
    assert file.write(b"") == 0 and os.readlink(f"/proc/self/fd/{file.fileno()}")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
