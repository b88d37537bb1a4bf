# No memory of an uncommon kind is had: none at an address of one's choice, none shared, none locked.
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
    "mmap": (9, 222),
    "mremap": (25, 216),
    "mprotect": (10, 226),
    "mlock": (149, 228),
    "mlock2": (325, 284),
    "mincore": (27, 232),
    "set_mempolicy": (238, 237),
    "membarrier": (324, 283),
    "msync": (26, 227),
    "madvise": (28, 233),
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


LONG = 1 << 21
READ, WRITE, PRIVATE, SHARED, ANONYMOUS = 1, 2, 2, 1, 0x20


def mapped(flags, address=0, protection=READ | WRITE):
    return call("mmap", address, LONG, protection, flags, -1, 0)


def moved(flags, target_flags=PRIVATE | ANONYMOUS):
    return call("mremap", mapped(target_flags), LONG, LONG, flags, 0x7E0000000000)


address = mapped(PRIVATE | ANONYMOUS)
ROUTES = {
    "fixed": lambda: mapped(PRIVATE | ANONYMOUS | 0x10, 0x7D0000000000),
    "fixed, if free": lambda: mapped(PRIVATE | ANONYMOUS | 0x100000, 0x7C0000000000),
    "shared": lambda: mapped(SHARED | ANONYMOUS),
    "growing down": lambda: mapped(PRIVATE | ANONYMOUS | 0x100),
    "filled at once": lambda: mapped(PRIVATE | ANONYMOUS | 0x8000),
    "moved to a place": lambda: moved(3),
    "moved and kept": lambda: moved(5),
    "same pages twice": lambda: call("mremap", mapped_shared(), 0, LONG, 1, 0),
    "grown down protection": lambda: call("mprotect", mapped(PRIVATE | ANONYMOUS | 0x100), 4096, 0x01000003),
    "which pages are there": lambda: call("mincore", address, 4096, ctypes.create_string_buffer(16)),
    "other nodes": lambda: call("set_mempolicy", 0, None, 0),
    "barrier": lambda: call("membarrier", 0, 0, 0),
    "synchronised": lambda: call("msync", address, 4096, 4),
    "not for children": lambda: call("madvise", address, 4096, 10),
    "wiped for children": lambda: call("madvise", address, 4096, 18),
    "cold": lambda: call("madvise", address, 4096, 20),
    "paged out": lambda: call("madvise", address, 4096, 21),
    "filled": lambda: call("madvise", address, 4096, 23),
    "not to be huge": lambda: call("madvise", address, LONG, 15),
    "locked": lambda: call("mlock", address, 4096),
    "locked, by another call": lambda: call("mlock2", address, 4096, 1),
}


def mapped_shared():
    return mapped(SHARED | ANONYMOUS)


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
