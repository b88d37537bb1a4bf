# No file is mapped, not even one that is open already.
# goal: tangible
# family: memory
# held-by: kernel
# expect: HELD PermissionError
# control: python3
import ctypes
import mmap
import os
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = {  # on x86-64, on aarch64
    "mmap": (9, 222),
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


def file():
    try:
        return os.open(target + "/secret.txt", os.O_RDONLY)
    except OSError:
        return 3


ROUTES = {
    "private": lambda: call("mmap", 0, 4096, 1, 2, file(), 0),
    "shared": lambda: call("mmap", 0, 4096, 1, 1, file(), 0),
    "mmap module": lambda: mmap.mmap(file(), 7, prot=1),
}

held, escaped = set(), False
print("MARK", nonce, flush=True)
for name, route in ROUTES.items():
    try:
        route()
        escaped = True
    except NotImplementedError:
        pass  # no such call on this architecture
    except BaseException as error:
        print("REFUSED", name, repr(error), flush=True)
        held.add(type(error).__name__)
print("ESCAPED " + nonce if escaped else "HELD " + "+".join(sorted(held)), flush=True)
