# No call that moves bytes between descriptors moves any.
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
    "write": (1, 64),
    "writev": (20, 66),
    "vmsplice": (278, 75),
    "tee": (276, 77),
    "splice": (275, 76),
    "read": (0, 63),
    "readv": (19, 65),
    "ppoll": (271, 73),
    "pselect6": (270, 72),
    "sendfile": (40, 71),
    "copy_file_range": (326, 285),
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


def two():
    """The ends of a pipe where there can be one; else the one number that is open in a worker."""
    try:
        return os.pipe()
    except OSError:
        return 3, 3


def file(name, flags):
    return os.open(target + name, flags) if reading != writing else 3


reading, writing = two()
other = two()
data = ctypes.create_string_buffer(b"x", 1)
part = (ctypes.c_ulong * 2)(ctypes.addressof(data), 1)
now = (ctypes.c_ulong * 2)(0, 0)
ROUTES = {
    "write": lambda: call("write", writing, b"xyz", 3),
    "writev": lambda: call("writev", writing, part, 1),
    "vmsplice": lambda: call("vmsplice", writing, part, 1, 0),
    "tee": lambda: call("tee", reading, other[1], 1, 0),
    "splice": lambda: call("splice", reading, 0, other[1], 0, 1, 0),
    "read": lambda: call("read", reading, data, 1),
    "readv": lambda: call("readv", reading, part, 1),
    "ppoll": lambda: call("ppoll", None, 0, now, None, 8),
    "pselect6": lambda: call("pselect6", 0, None, None, None, now, None),
    "sendfile": lambda: call("sendfile", writing, file("/secret.txt", os.O_RDONLY), 0, 1),
    "copy_file_range": lambda: call(
        "copy_file_range", file("/secret.txt", os.O_RDONLY), 0, file("/out/copy", os.O_CREAT | os.O_WRONLY), 0, 1, 0),
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
