# No second process comes into being, by whatever function.
# goal: tangible
# family: programs
# held-by: kernel
# verdict: forbiddenSystemCall
# control: python3
# each: os.fork fork system-call
import ctypes
import os
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = {  # on x86-64, on aarch64
    "fork": (57, None),
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
    if variant == "os.fork":
        child = os.fork()
    elif variant == "fork":
        child = libc.fork()
    else:
        child = call("fork")
    if child == 0:
        os._exit(7)
    assert os.waitpid(child, 0)[1] == 7 << 8


print("MARK", nonce, flush=True)
try:
    attempt()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
