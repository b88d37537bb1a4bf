# Native code sends the host no descriptor over the channel.
# goal: tangible
# family: channel
# held-by: kernel
# expect: HELD PermissionError
# control: without-kernel
import ctypes
import os
import struct
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = {  # on x86-64, on aarch64
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


def frame(kind, payload=b""):
    return struct.pack("<IB3x", len(payload), kind) + payload


def send(data, flags=0):
    return call("sendto", 3, data, len(data), flags, None, 0)


class Message(ctypes.Structure):
    _fields_ = [("name", ctypes.c_void_p), ("size", ctypes.c_uint), ("parts", ctypes.c_void_p), ("count", ctypes.c_size_t),
                ("control", ctypes.c_void_p), ("room", ctypes.c_size_t), ("flags", ctypes.c_int)]


def attempt():
    data = ctypes.create_string_buffer(frame(2, b"\1the descriptor came along\n"))
    parts = (ctypes.c_ulong * 2)(ctypes.addressof(data), len(data) - 1)
    control = ctypes.create_string_buffer(struct.pack("@nii i4x", 20, 1, 1, 0))
    message = Message(None, 0, ctypes.addressof(parts), 1, ctypes.addressof(control), 24)
    call("sendmsg", 3, ctypes.addressof(message), 0)


print("MARK", nonce, flush=True)
try:
    attempt()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
