# subprocess's own reference to fork_exec starts no process.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD PermissionError
# control: python3
import os
import subprocess
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    child = subprocess._fork_exec(
        [b"touch.sh"], [os.fsencode(target) + b"/touch.sh"], False, (), None, None,
        -1, -1, -1, -1, -1, -1, 0, 1, False, False, -1, None, None, None, -1, None, False,
    )
    os.waitpid(child, 0)
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
