# tempfile creates no file in the host.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD OSError
# control: python3
import os
import sys
import tempfile

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    _, name = tempfile.mkstemp(dir=target + "/out")
    assert os.listdir(target + "/out") == [os.path.basename(name)]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
