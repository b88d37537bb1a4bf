# No local socket is reached, by path or by abstract name.
# goal: tangible
# family: sockets
# held-by: kernel
# expect: HELD PermissionError
# control: python3
# needs: sockets
import ctypes
import os
import socket
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = {  # on x86-64, on aarch64
    "socket": (41, 198),
    "connect": (42, 203),
    "socketpair": (53, 199),
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


def connect(family, kind, address):
    with socket.socket(family, kind) as client:
        client.connect(address)


def connect_raw(family, kind, address):
    descriptor = call("socket", family, kind, 0)
    call("connect", descriptor, address, len(address))


PATH = target + "/socket"
NAME = "\0secure-python-" + nonce
ROUTES = {
    "path": lambda: connect(socket.AF_UNIX, socket.SOCK_STREAM, PATH),
    "abstract": lambda: connect(socket.AF_UNIX, socket.SOCK_STREAM, NAME),
    "path, system call": lambda: connect_raw(1, 1, bytes([1, 0]) + PATH.encode() + bytes(1)),
    "abstract, system call": lambda: connect_raw(1, 1, bytes([1, 0]) + NAME.encode()),
    "a pair": lambda: socket.socketpair(),
    "a pair, system call": lambda: call("socketpair", 1, 1, 0, (ctypes.c_int * 2)()),
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
