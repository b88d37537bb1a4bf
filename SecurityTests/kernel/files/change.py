# No file of the machine is changed or removed.
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
    "fchmodat": (268, 53),
    "fchownat": (260, 54),
    "utimensat": (280, 88),
    "truncate": (76, 45),
    "unlinkat": (263, 35),
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


path = (target + "/secret.txt").encode()
times = (ctypes.c_long * 4)(1, 0, 1, 0)
ROUTES = {
    "fchmodat": lambda: call("fchmodat", -100, path, 0o640),
    "fchownat": lambda: call("fchownat", -100, path, -1, -1, 0),
    "utimensat": lambda: call("utimensat", -100, path, times, 0),
    "truncate": lambda: call("truncate", path, 1),
    "os.chmod": lambda: os.chmod(path, 0o600),
    "os.truncate": lambda: os.truncate(path, 0),
    "os.utime": lambda: os.utime(path, (2, 2)),
    "unlinkat": lambda: call("unlinkat", -100, path, 0),
    "os.unlink": lambda: os.unlink(target + "/touch.sh"),
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
