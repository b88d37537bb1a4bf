# Nothing is reached over TCP.
# goal: tangible
# family: sockets
# held-by: kernel
# expect: HELD PermissionError
# control: python3
# needs: sockets
import ctypes
import os
import socket
import struct
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = {  # on x86-64, on aarch64
    "socket": (41, 198),
    "connect": (42, 203),
    "sendto": (44, 206),
    "bind": (49, 200),
    "listen": (50, 201),
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


INET = struct.pack("<HH4s8x", 2, socket.htons(int(port)), bytes([127, 0, 0, 1]))
INET6 = struct.pack("<HHI16sI", 10, socket.htons(int(port)), 0, bytes(10) + bytes([255, 255, 127, 0, 0, 1]), 0)
ROUTES = {
    "socket": lambda: connect(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", int(port))),
    "system call": lambda: connect_raw(2, 1, INET),
    "IPv6": lambda: connect_raw(10, 1, INET6),
    "fast open": lambda: call("sendto", call("socket", 2, 1, 0), b"x", 1, 0x20000000, INET, len(INET)),
    "listening": lambda: (lambda s: (call("bind", s, bytes([2, 0]) + bytes(14), 16), call("listen", s, 1)))(call("socket", 2, 1, 0)),
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
