# No file of the machine is opened.
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
    "open": (2, None),
    "openat": (257, 56),
    "openat2": (437, 437),
    "read": (0, 63),
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
secret = "secret-" + nonce[::-1]


def read(descriptor):
    buffer = ctypes.create_string_buffer(100)
    call("read", descriptor, buffer, 100)
    assert buffer.value.decode() == secret


class Stream(ctypes.c_void_p):
    """A FILE of the C library."""


def read_stream():
    libc.fopen.restype = Stream
    stream = libc.fopen(path, b"r")
    if not stream:
        raise OSError(ctypes.get_errno(), "fopen")
    buffer = ctypes.create_string_buffer(100)
    libc.fread(buffer, 1, 100, stream)
    assert buffer.value.decode() == secret


how = (ctypes.c_uint64 * 3)(os.O_RDONLY, 0, 0)
ROUTES = {
    "os.open": lambda: read(os.open(path, os.O_RDONLY)),
    "open()": lambda: read_stream(),
    "io": lambda: open(path).read().index(secret),
    "open": lambda: read(call("open", path, os.O_RDONLY, 0)),
    "openat": lambda: read(call("openat", -100, path, os.O_RDONLY, 0)),
    "openat2": lambda: read(call("openat2", -100, path, how, 24)),
    "O_PATH": lambda: call("openat", -100, path, os.O_PATH, 0),
    "folder": lambda: call("openat", -100, target.encode(), os.O_DIRECTORY, 0),
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
