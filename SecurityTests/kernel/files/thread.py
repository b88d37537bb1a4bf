# A thread that native code starts opens nothing either.
# goal: tangible
# family: files
# held-by: kernel
# expect: HELD OSError
# control: python3
import ctypes
import os
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long


def attempt():
    thread, result = ctypes.c_ulong(), ctypes.c_void_p()
    assert libc.pthread_create(ctypes.byref(thread), None, libc.opendir, target.encode()) == 0
    libc.pthread_join(thread, ctypes.byref(result))
    if not result:
        raise OSError("opendir gave nothing")


print("MARK", nonce, flush=True)
try:
    attempt()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
