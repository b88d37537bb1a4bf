# The call whose flags no filter can see is not there.
# goal: tangible
# family: programs
# held-by: kernel
# expect: HELD OSError
# control: python3
import ctypes
import os
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = {  # on x86-64, on aarch64
    "clone3": (435, 435),
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


class Arguments(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in "flags pidfd child_tid parent_tid exit_signal stack size tls".split()]


def attempt():
    arguments = Arguments(exit_signal=17)
    child = call("clone3", arguments_pointer(arguments), ctypes.sizeof(arguments))
    if child == 0:
        os._exit(7)
    assert os.waitpid(child, 0)[1] == 7 << 8


def arguments_pointer(arguments):
    return ctypes.addressof(arguments)


print("MARK", nonce, flush=True)
try:
    attempt()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
