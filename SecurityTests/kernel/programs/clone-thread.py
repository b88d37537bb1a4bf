# A thread that is not one of the C library's own kind is refused.
# goal: tangible
# family: programs
# held-by: kernel
# expect: HELD PermissionError
# control: python3
# each: 0x10f00 0x10900 0x50f00
import ctypes
import os
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long

flags = int(sys.argv[4], 0)
stack = ctypes.create_string_buffer(1 << 16)
top = (ctypes.addressof(stack) + (1 << 16)) & ~0xFFF


def attempt():
    if libc.clone(libc.getpid, ctypes.c_void_p(top), flags, None) < 0:
        raise OSError(ctypes.get_errno(), "clone")


print("MARK", nonce, flush=True)
try:
    attempt()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
