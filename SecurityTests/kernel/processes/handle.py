# No handle of another process is to be had, and none is of use.
# goal: tangible
# family: processes
# held-by: kernel
# verdict: forbiddenSystemCall
# control: python3
# needs: process
# each: os.pidfd_open pidfd_open pidfd_send_signal pidfd_getfd process_mrelease process_madvise stolen-descriptor
import ctypes
import os
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = {  # on x86-64, on aarch64
    "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424),
    "pidfd_getfd": (438, 438),
    "process_mrelease": (448, 448),
    "process_madvise": (440, 440),
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


process, variant = int(sys.argv[4]), sys.argv[6]


def reached(*arguments):
    """Whether the kernel's own code looks at a call with a descriptor that is none."""
    try:
        call(*arguments)
    except OSError as error:
        assert error.errno == 9, error


ATTACKS = {
    "os.pidfd_open": lambda: os.pidfd_open(process),
    "pidfd_open": lambda: call("pidfd_open", process, 0),
    "pidfd_send_signal": lambda: reached("pidfd_send_signal", 1000, 0, 0, 0),
    "pidfd_getfd": lambda: reached("pidfd_getfd", 1000, 9, 0),
    "process_mrelease": lambda: reached("process_mrelease", 1000, 0),
    "process_madvise": lambda: reached("process_madvise", 1000, 0, 0, 20, 0),
    "stolen-descriptor": lambda: os.read(call("pidfd_getfd", call("pidfd_open", process, 0), 9, 0), 100).index(nonce[::-1].encode()),
}
attempt = ATTACKS[variant]

print("MARK", nonce, flush=True)
try:
    attempt()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
