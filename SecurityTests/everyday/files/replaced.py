# What is changed of an open file is changed of that file, whatever has its name by now.
# files: mount=rw:/work
import os
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
file = folder / "replaced"
file.write_text("before")
with open(file) as opened:
    file.unlink()
    file.write_text("after")
    file.chmod(0o640)
    os.fchmod(opened.fileno(), 0o400)
    os.utime(opened.fileno(), (1, 1))
    assert opened.read() == "before"
assert file.stat().st_mode & 0o777 == 0o640
assert file.stat().st_mtime != 1
assert file.read_text() == "after"
with open(file) as opened:
    os.fchmod(opened.fileno(), 0o600)
assert file.stat().st_mode & 0o777 == 0o600
print("replaced")
