# Code that is executable already is not rewritten: once writable, it stays so.
# goal: tangible
# family: memory
# held-by: kernel
# expect: HELD PermissionError
# control: python3
import ctypes
import os
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = {  # on x86-64, on aarch64
    "mprotect": (10, 226),
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


def attempt():
    # A function that nobody else calls, so that its page can be spared meanwhile.
    function = ctypes.cast(libc.jn, ctypes.c_void_p).value
    start, size = function & ~4095, 4096
    before = ctypes.string_at(function, 4)
    call("mprotect", start, size, 3)
    ctypes.memmove(function, before, 4)
    call("mprotect", start, size, 5)
    libc.jn.restype, libc.jn.argtypes = ctypes.c_double, [ctypes.c_int, ctypes.c_double]
    assert 0.4 < libc.jn(1, 1.0) < 0.5


print("MARK", nonce, flush=True)
try:
    attempt()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
