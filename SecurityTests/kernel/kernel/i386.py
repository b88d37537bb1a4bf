# No call is made by the gate of 32-bit programs, whose numbers are others.
# goal: tangible
# family: kernel
# held-by: kernel
# verdict: forbiddenSystemCall
# control: python3
# only: x86-64
import ctypes
import os
import struct
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = {  # on x86-64, on aarch64
    "mmap": (9, 222),
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


GATE = b"\xcd\x80"


class Place(ctypes.Structure):
    _fields_ = [("file", ctypes.c_char_p), ("base", ctypes.c_void_p), ("name", ctypes.c_char_p), ("symbol", ctypes.c_void_p)]


def made():
    address = call("mmap", 0, 4096, 7, 0x22, -1, 0)
    ctypes.memmove(address, GATE + b"\xc3", 3)
    return address


def found():
    """Where executable bytes of the C library happen to spell the instruction."""
    place = Place()
    libc.dladdr(ctypes.cast(libc.labs, ctypes.c_void_p), ctypes.byref(place))
    start, size, count = (int.from_bytes(ctypes.string_at(place.base + at, length), "little") for at, length in ((32, 8), (54, 2), (56, 2)))
    for index in range(count):
        kind, flags, _, virtual, _, _, length, _ = struct.unpack("<IIQQQQQQ", ctypes.string_at(place.base + start + index * size, 56))
        if kind == 1 and flags & 1:
            position = ctypes.string_at(place.base + virtual, length).find(GATE)
            if position >= 0:
                return place.base + virtual + position
    raise LookupError("the C library spells it nowhere")


def attempt():
    try:
        address = made()
    except PermissionError:
        address = found()
    # With no floating-point arguments the register that holds the number is 0: restart_syscall.
    ctypes.PYFUNCTYPE(ctypes.c_int)(address)()


print("MARK", nonce, flush=True)
try:
    attempt()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
