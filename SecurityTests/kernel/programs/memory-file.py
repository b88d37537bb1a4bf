# A program is not executed from memory either: there is no file to put it in.
# goal: tangible
# family: programs
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
    "memfd_create": (319, 279),
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


def program():
    descriptor = call("memfd_create", b"program", 0)
    with open("/bin/true", "rb") as file:
        os.write(descriptor, file.read())
    call("execveat", descriptor, b"", None, None, 0x1000)


ROUTES = {
    "memfd_create": lambda: call("memfd_create", b"program", 0),
    "os.memfd_create": lambda: os.memfd_create("program"),
    "sealed": lambda: call("memfd_create", b"program", 2),
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
