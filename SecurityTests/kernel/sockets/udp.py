# No datagram leaves.
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
    "sendto": (44, 206),
    "sendmsg": (46, 211),
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


INET = struct.pack("<HH4s8x", 2, socket.htons(int(port)), bytes([127, 0, 0, 1]))


class Message(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("size", ctypes.c_uint), ("parts", ctypes.c_void_p), ("count", ctypes.c_size_t),
                ("control", ctypes.c_void_p), ("room", ctypes.c_size_t), ("flags", ctypes.c_int)]


def send_message():
    data = ctypes.create_string_buffer(b"x", 1)
    parts = (ctypes.c_ulong * 2)(ctypes.addressof(data), 1)
    message = Message(INET, len(INET), ctypes.addressof(parts), 1)
    call("sendmsg", call("socket", 2, 2, 0), ctypes.addressof(message), 0)


ROUTES = {
    "socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", int(port))),
    "sendto": lambda: call("sendto", call("socket", 2, 2, 0), b"x", 1, 0, INET, len(INET)),
    "sendmsg": send_message,
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
