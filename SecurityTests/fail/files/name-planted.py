# A script gives no file of a host folder a second name.
# goal: tangible
# family: files
# held-by: language
# expect: HELD PermissionError, OSError
# control: python3
# files: mount=rw:/work
import os
import sys

target, nonce, port, work = sys.argv[1:5]

print("MARK", nonce, flush=True)
try:
    os.link(work + "/run.sh", work + "/second")
    assert os.stat(work + "/run.sh").st_nlink == 2
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
