# No call is made by the numbers of x32, whose table is another.
# goal: tangible
# family: kernel
# held-by: kernel
# verdict: forbiddenSystemCall
# control: python3
# only: x86-64
# each: 39 2 257 512 513 520 522
import ctypes
import os
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long


def attempt():
    # The numbers of x32 are those of x86-64 with one bit set, and some of their own. Whatever the kernel says, it was asked.
    ctypes.set_errno(0)
    if libc.syscall(ctypes.c_long(0x40000000 | int(sys.argv[4])), None, None, None) == -1:
        assert ctypes.get_errno() in (14, 38), ctypes.get_errno()


print("MARK", nonce, flush=True)
try:
    attempt()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
