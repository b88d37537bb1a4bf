# No descriptor from 0 to 1024 can be used: whatever was left open would be out of reach.
# goal: tangible
# family: descriptors
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
    "fstat": (5, 80),
    "statx": (332, 291),
    "dup": (32, 23),
    "fcntl": (72, 25),
    "read": (0, 63),
    "readv": (19, 65),
    "write": (1, 64),
    "writev": (20, 66),
    "ioctl": (16, 29),
    "flock": (73, 32),
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


def tried(use):
    """What the first number says that is open; what all of them say where none is."""
    refusals = set()
    for number in range(1025):
        try:
            return use(number)
        except OSError as error:
            refusals.add(type(error))
    raise refusals.pop() if len(refusals) == 1 else OSError(refusals)


room = ctypes.create_string_buffer(4096)
size = ctypes.c_int(64)
USES = {
    "fstat": lambda number: call("fstat", number, room),
    "statx": lambda number: call("statx", number, b"", 0x1000, 0x7FF, room),
    "dup": lambda number: call("dup", number),
    "fcntl": lambda number: call("fcntl", number, 3, 0),
    "duplicated by fcntl": lambda number: call("fcntl", number, 0, 0),
    "read": lambda number: call("read", number, room, 0),
    "readv": lambda number: call("readv", number, room, 0),
    "write": lambda number: call("write", number, b"", 0),
    "writev": lambda number: call("writev", number, room, 0),
    "ioctl": lambda number: call("ioctl", number, 0x5451, 0),
    "flock": lambda number: call("flock", number, 8),
    "os.fstat": os.fstat,
    "os.get_inheritable": os.get_inheritable,
    "os.dup": os.dup,
}
ROUTES = {name: (lambda use=use: tried(use)) for name, use in USES.items()}

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
