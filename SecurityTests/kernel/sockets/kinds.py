# No socket of any kind is made.
# goal: tangible
# family: sockets
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
    "socket": (41, 198),
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


MISSING = {22, 92, 93, 94, 97}  # what a kernel says of families and protocols that it was built without
KINDS = {
    "inet stream": (2, 1, 0), "inet datagram": (2, 2, 0), "inet6": (10, 1, 0), "local": (1, 1, 0),
    "local datagram": (1, 2, 0), "local packets": (1, 5, 0), "netlink route": (16, 3, 0), "netlink audit": (16, 3, 9),
    "netlink diag": (16, 3, 4), "kernel events": (16, 3, 15), "vsock": (40, 1, 0), "crypto": (38, 5, 0),
    "multipath": (2, 1, 262), "bluetooth": (31, 3, 1), "can": (29, 3, 1), "tipc": (30, 1, 0), "qipcrtr": (42, 2, 0),
    "smc": (43, 1, 0), "rds": (21, 5, 0),
}


def make(kind):
    try:
        call("socket", *kind)
    except OSError as error:
        if error.errno in MISSING:
            raise NotImplementedError from None
        raise


ROUTES = {name: (lambda kind=kind: make(kind)) for name, kind in KINDS.items()}

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
