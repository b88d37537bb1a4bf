# Nothing of /proc is there to read, whoever's it is.
# goal: tangible
# family: files
# held-by: kernel
# expect: HELD PermissionError
# control: python3
# needs: process
import ctypes
import os
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = {  # on x86-64, on aarch64
    "openat": (257, 56),
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


process, address = sys.argv[4:6]
secret = ("secret-" + nonce[::-1]).encode()


def memory(who):
    with open("/proc/%s/mem" % who, "rb", buffering=0) as file:
        file.seek(int(address))
        assert file.read(len(secret)) == secret


def content(path):
    descriptor = call("openat", -100, path.encode(), os.O_RDONLY, 0)
    return os.read(descriptor, 100)


ROUTES = {
    "own maps": lambda: content("/proc/self/maps"),
    "own environment": lambda: content("/proc/self/environ"),
    "own memory": lambda: call("openat", -100, b"/proc/self/mem", os.O_RDWR, 0),
    "own descriptors": lambda: os.listdir("/proc/self/fd"),
    "own executable": lambda: call("openat", -100, b"/proc/self/exe", os.O_RDONLY, 0),
    "parent": lambda: content("/proc/%d/status" % os.getpid()),
    "first process": lambda: content("/proc/1/stat"),
    "memory": lambda: memory(process),
    "environment": lambda: content("/proc/%s/environ" % process),
    "descriptor": lambda: content("/proc/%s/fd/9" % process).index(secret),
    "root": lambda: os.listdir("/proc/%s/root/" % process),
    "kernel": lambda: content("/proc/version"),
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
