# No other program is executed.
# goal: tangible
# family: programs
# held-by: kernel
# verdict: forbiddenSystemCall
# control: python3
# each: os.execv execve execveat execv
import ctypes
import os
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = {  # on x86-64, on aarch64
    "execve": (59, 221),
    "execveat": (322, 281),
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
words = ["sh", "-c", "echo ESCAPED " + nonce]
vector = (ctypes.c_char_p * 4)(*[each.encode() for each in words], None)


def attempt():
    if variant == "os.execv":
        os.execv("/bin/sh", words)
    elif variant == "execve":
        call("execve", b"/bin/sh", vector, None)
    elif variant == "execveat":
        call("execveat", -100, b"/bin/sh", vector, None, 0)
    elif variant == "execv":
        libc.execv(b"/bin/sh", vector)
    else:
        call("execveat", 9, b"", vector, None, 0x1000)



print("MARK", nonce, flush=True)
attempt()
