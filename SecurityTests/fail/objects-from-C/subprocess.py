# subprocess starts no process.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD AttributeError, PermissionError
# control: python3
import os
import subprocess
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    subprocess.run([target + "/touch.sh"], check=True)
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
