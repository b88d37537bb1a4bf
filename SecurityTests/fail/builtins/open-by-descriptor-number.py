# A file object over a bare descriptor number does not reach the process's descriptors.
# goal: tangible
# family: builtins
# held-by: language
# expect: HELD AttributeError, OSError, FileNotFoundError, TypeError
# control: python3
import io
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    reader, writer = os.pipe()
    with io.open(writer, "wb", closefd=False) as file:
        file.write(nonce.encode())
    assert os.read(reader, 99) == nonce.encode()
    assert os.readlink(f"/proc/self/fd/{reader}").startswith("pipe:")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
