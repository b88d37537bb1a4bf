# A process does not move to another folder, and watches none.
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
    "chdir": (80, 49),
    "fchdir": (81, 50),
    "inotify_init1": (294, 26),
    "inotify_add_watch": (254, 27),
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


def watch():
    descriptor = call("inotify_init1", 0)
    call("inotify_add_watch", descriptor, target.encode(), 0xFFF)


ROUTES = {
    "chdir": lambda: call("chdir", target.encode()),
    "os.chdir": lambda: os.chdir("/"),
    "fchdir": lambda: call("fchdir", os.open("/", os.O_RDONLY)),
    "inotify": watch,
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
