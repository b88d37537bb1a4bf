# What is mounted to be read is not changed.
# goal: tangible
# family: files
# held-by: language
# expect: HELD OSError, PermissionError
# control: python3
# files: mount=ro:/data
# each: write append update flags reader make folder remove remove_folder rename replace link symlink truncate mode mode_of_open time time_of_open fifo through_link through_folder
import os
import sys

target, nonce, port, data, way = sys.argv[1:6]
readme = data + "/readme.txt"
ROUTES = {
    "write": lambda: open(readme, "w"),
    "append": lambda: open(readme, "a"),
    "update": lambda: open(readme, "r+"),
    "flags": lambda: os.write(os.open(readme, os.O_RDWR), b"x"),
    "reader": lambda: os.open(readme, os.O_RDONLY | os.O_TRUNC),
    "make": lambda: open(data + "/new", "x"),
    "folder": lambda: os.mkdir(data + "/new"),
    "remove": lambda: os.unlink(readme),
    "remove_folder": lambda: (os.unlink(data + "/folder/deep/leaf.txt"), os.rmdir(data + "/folder/deep")),
    "rename": lambda: os.rename(readme, data + "/new"),
    "replace": lambda: os.replace(data + "/empty", readme),
    "link": lambda: os.link(readme, data + "/new"),
    "symlink": lambda: os.symlink("x", data + "/new"),
    "truncate": lambda: os.truncate(readme, 0),
    "mode": lambda: os.chmod(readme, 0o600),
    "mode_of_open": lambda: os.fchmod(os.open(readme, os.O_RDONLY), 0o600),
    "time": lambda: os.utime(readme, (1, 1)),
    "time_of_open": lambda: os.utime(os.open(readme, os.O_RDONLY), (1, 1)),
    "fifo": lambda: os.mkfifo(data + "/new"),
    "through_link": lambda: open(data + "/link", "w"),
    "through_folder": lambda: open(data + "/link-folder/new", "w"),
}

print("MARK", nonce, flush=True)
try:
    kept = ROUTES[way]()
    if way == "reader":
        assert os.stat(readme).st_size == 0
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
