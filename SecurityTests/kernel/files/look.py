# Nothing is told of a file of the machine: not its size, not whether it exists.
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
    "newfstatat": (262, 79),
    "statx": (332, 291),
    "faccessat": (269, 48),
    "faccessat2": (439, 439),
    "statfs": (137, 43),
    "readlinkat": (267, 78),
    "getcwd": (79, 17),
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


def access():
    if not os.access(path, os.R_OK):
        raise PermissionError("os.access says no")


path = (target + "/secret.txt").encode()
room = ctypes.create_string_buffer(4096)
ROUTES = {
    "os.stat": lambda: os.stat(path),
    "os.access": access,
    "newfstatat": lambda: call("newfstatat", -100, path, room, 0),
    "statx": lambda: call("statx", -100, path, 0, 0x7FF, room),
    "faccessat": lambda: call("faccessat", -100, path, 4),
    "faccessat2": lambda: call("faccessat2", -100, path, 4, 0),
    "statfs": lambda: call("statfs", path, room),
    "readlinkat": lambda: call("readlinkat", -100, b"/proc/self/exe", room, 4096),
    "getcwd": lambda: call("getcwd", room, 4096),
    "os.getcwd": os.getcwd,
    "os.listdir": lambda: os.listdir(target),
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
