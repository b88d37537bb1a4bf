# No file, folder, link or pipe is made, and none is put elsewhere.
# goal: tangible
# family: files
# held-by: kernel
# expect: HELD PermissionError
# control: python3
import ctypes
import os
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = {  # on x86-64, on aarch64
    "openat": (257, 56),
    "creat": (85, None),
    "mkdirat": (258, 34),
    "mknodat": (259, 33),
    "symlinkat": (266, 36),
    "linkat": (265, 37),
    "renameat2": (316, 276),
}


def call(name, *arguments):
    """A system call as native code makes it: each argument is a whole register."""
    number = NUMBERS[name]["aarch64" in sys.implementation._multiarch]
    if number is None:
        raise NotImplementedError(name)
    arguments = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    result = libc.syscall(ctypes.c_long(number), *arguments)
    if result == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


out = (target + "/out/").encode()
secret = (target + "/secret.txt").encode()
FIFO = 0o010600
ROUTES = {
    "openat": lambda: call("openat", -100, out + b"file", os.O_CREAT | os.O_WRONLY, 0o600),
    "creat": lambda: call("creat", out + b"old", 0o600),
    "temporary": lambda: call("openat", -100, out, os.O_TMPFILE | os.O_WRONLY, 0o600),
    "mkdir": lambda: call("mkdirat", -100, out + b"folder", 0o700),
    "fifo": lambda: call("mknodat", -100, out + b"fifo", FIFO, 0),
    "symlink": lambda: call("symlinkat", secret, -100, out + b"symlink"),
    "link": lambda: call("linkat", -100, secret, -100, out + b"link", 0),
    "rename": lambda: call("renameat2", -100, secret, -100, out + b"moved", 0),
    "os.mkdir": lambda: os.mkdir(out + b"other"),
    "os.symlink": lambda: os.symlink(secret, out + b"other-symlink"),
}

held, escaped = set(), False
print("MARK", nonce, flush=True)
for name, route in ROUTES.items():
    try:
        route()
        escaped = True
    except NotImplementedError:
        pass  # no such call on this architecture
    except BaseException as error:
        print("REFUSED", name, repr(error), flush=True)
        held.add(type(error).__name__)
print("ESCAPED " + nonce if escaped else "HELD " + "+".join(sorted(held)), flush=True)
