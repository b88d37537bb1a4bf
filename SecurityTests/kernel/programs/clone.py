# No process that shares something with this one comes into being.
# goal: tangible
# family: programs
# held-by: kernel
# verdict: forbiddenSystemCall
# control: python3
# each: 0x11 0x111 0x4111 0x0 0x411 0x211 0xf11 0x8011 0x10000011
import ctypes
import os
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long

flags = int(sys.argv[4], 0)
stack = ctypes.create_string_buffer(1 << 16)
top = (ctypes.addressof(stack) + (1 << 16)) & ~0xFFF
libc._exit.restype = None


def attempt():
    # The child calls _exit(7), on a stack of its own, and nothing else.
    child = libc.clone(libc._exit, ctypes.c_void_p(top), flags, ctypes.c_void_p(7))
    if child < 0:
        raise OSError(ctypes.get_errno(), "clone")
    if not flags & 0x8000:
        assert os.waitpid(child, 0x40000000)[1] == 7 << 8


print("MARK", nonce, flush=True)
try:
    attempt()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
