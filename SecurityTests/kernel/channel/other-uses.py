# The channel is good for plain bytes and for nothing else.
# goal: tangible
# family: channel
# held-by: kernel
# expect: HELD PermissionError
# control: without-kernel
import ctypes
import os
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = {  # on x86-64, on aarch64
    "getsockname": (51, 204),
    "getpeername": (52, 205),
    "getsockopt": (55, 209),
    "setsockopt": (54, 208),
    "ioctl": (16, 29),
    "fcntl": (72, 25),
    "dup": (32, 23),
    "fstat": (5, 80),
    "readv": (19, 65),
    "writev": (20, 66),
    "ppoll": (271, 73),
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


def at_most_blocked(*arguments):
    try:
        call(*arguments)
    except BlockingIOError:
        pass


room = ctypes.create_string_buffer(256)
size = ctypes.c_int(256)
now = (ctypes.c_ulong * 2)(0, 0)
ROUTES = {
    "its name": lambda: call("getsockname", 3, room, ctypes.byref(size)),
    "the host's name": lambda: call("getpeername", 3, room, ctypes.byref(size)),
    "the host's identity": lambda: call("getsockopt", 3, 1, 17, room, ctypes.byref(size)),
    "options": lambda: call("setsockopt", 3, 1, 16, (ctypes.c_int * 1)(1), 4),
    "control": lambda: call("ioctl", 3, 0x541B, room),
    "another number": lambda: call("dup", 3),
    "status": lambda: call("fstat", 3, room),
    "flags": lambda: call("fcntl", 3, 3, 0),
    "reading in parts": lambda: call("readv", 3, room, 0),
    "writing in parts": lambda: call("writev", 3, room, 0),
    "waiting": lambda: call("ppoll", None, 0, now, None, 8),
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
