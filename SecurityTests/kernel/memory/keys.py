# No key of memory opens pages for execution.
# goal: tangible
# family: memory
# held-by: kernel
# verdict: forbiddenSystemCall
# control: python3
# each: execute write
import ctypes
import os
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = {  # on x86-64, on aarch64
    "pkey_mprotect": (329, 288),
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


variant = sys.argv[4]


def attempt():
    # Without a key (-1) this is mprotect; any answer of the kernel's means that it was asked.
    try:
        call("pkey_mprotect", 0, 4096, {"execute": 5, "write": 3}[variant], -1)
    except OSError as error:
        assert error.errno == 12, error


print("MARK", nonce, flush=True)
try:
    attempt()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
