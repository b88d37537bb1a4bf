# Of the kernel's locks only waiting and waking is to be had.
# goal: tangible
# family: kernel
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
    "futex": (202, 98),
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


word = (ctypes.c_uint * 4)()
one, two = ctypes.addressof(word), ctypes.addressof(word) + 4
now = (ctypes.c_long * 2)(0, 0)
ROUTES = {
    "requeue": lambda: call("futex", one, 3, 0, 0, two, 0),
    "compared requeue": lambda: call("futex", one, 4, 0, 0, two, 0),
    "wake and change": lambda: call("futex", one, 5, 0, 0, two, 0),
    "priority": lambda: (call("futex", one, 6, 0, now, 0, 0), call("futex", one, 7, 0, 0, 0, 0)),
    "priority, tried": lambda: (call("futex", one, 8, 0, 0, 0, 0), call("futex", one, 7, 0, 0, 0, 0)),
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
