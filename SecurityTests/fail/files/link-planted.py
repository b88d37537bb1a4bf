# A script plants no link in a host folder.
# goal: tangible
# family: files
# held-by: language
# expect: HELD PermissionError
# control: python3
# files: mount=rw:/work
# each: new moved linked
import os
import sys

target, nonce, port, work, way = sys.argv[1:6]

print("MARK", nonce, flush=True)
try:
    if way == "new":
        os.symlink("/etc/passwd", work + "/planted")
    elif way == "moved":
        os.rename(work + "/link-absolute", work + "/planted")
    else:
        os.link(work + "/link-absolute", work + "/planted", follow_symlinks=False)
    assert os.path.islink(work + "/planted")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
