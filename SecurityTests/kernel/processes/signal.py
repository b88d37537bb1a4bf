# No signal reaches another process of the same user.
# goal: tangible
# family: processes
# held-by: kernel
# verdict: forbiddenSystemCall
# control: python3
# needs: process
# each: os.kill kill tkill rt_sigqueueinfo rt_tgsigqueueinfo stop own-group all own
import ctypes
import os
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = {  # on x86-64, on aarch64
    "kill": (62, 129),
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
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
information = ctypes.create_string_buffer(bytes([0] * 8 + [0xFF] * 4), 128)
ATTACKS = {
    "os.kill": lambda: os.kill(process, 0),
    "kill": lambda: call("kill", process, 0),
    "tkill": lambda: call("tkill", process, 0),
    "rt_sigqueueinfo": lambda: call("rt_sigqueueinfo", process, 0, information),
    "rt_tgsigqueueinfo": lambda: call("rt_tgsigqueueinfo", process, process, 0, information),
    "stop": lambda: (call("kill", process, 19), call("kill", process, 18)),
    "own-group": lambda: call("kill", 0, 0),
    "all": lambda: call("kill", -1, 0),
    "own": lambda: call("kill", os.getpid(), 0),
}
attempt = ATTACKS[variant]

print("MARK", nonce, flush=True)
try:
    attempt()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
