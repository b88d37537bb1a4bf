# The memory of another process is neither read nor written.
# goal: tangible
# family: processes
# held-by: kernel
# verdict: forbiddenSystemCall
# control: python3
# needs: process
# each: process_vm_readv process_vm_writev ptrace kcmp
import ctypes
import os
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = {  # on x86-64, on aarch64
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "kcmp": (312, 272),
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


process, address, variant = int(sys.argv[4]), int(sys.argv[5]), sys.argv[6]
secret = ("secret-" + nonce[::-1]).encode()
buffer = ctypes.create_string_buffer(secret, len(secret))
here = (ctypes.c_ulong * 2)(ctypes.addressof(buffer), len(secret))
there = (ctypes.c_ulong * 2)(address, len(secret))
ATTACH, DETACH, PEEK = 16, 17, 2


def read():
    ctypes.memset(buffer, 0, len(secret))
    assert call("process_vm_readv", process, here, 1, there, 1, 0) == len(secret)
    assert buffer.raw == secret


def trace():
    call("ptrace", ATTACH, process, 0, 0)
    os.waitpid(process, 0x40000000)
    word = ctypes.c_ulong()
    call("ptrace", PEEK, process, address, ctypes.byref(word))
    call("ptrace", DETACH, process, 0, 0)
    assert bytes(word) == secret[:8]


ATTACKS = {
    "process_vm_readv": read,
    "process_vm_writev": lambda: call("process_vm_writev", process, here, 1, there, 1, 0),
    "ptrace": trace,
    "kcmp": lambda: call("kcmp", os.getpid(), process, 1, 0, 0),
}
attempt = ATTACKS[variant]

print("MARK", nonce, flush=True)
try:
    attempt()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
