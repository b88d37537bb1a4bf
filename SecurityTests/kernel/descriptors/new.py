# No new descriptor of any kind comes into being.
# goal: tangible
# family: descriptors
# held-by: kernel
# expect: HELD PermissionError
# control: python3
import ctypes
import os
import select
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = {  # on x86-64, on aarch64
    "eventfd2": (290, 19),
    "epoll_create1": (291, 20),
    "pipe2": (293, 59),
    "timerfd_create": (283, 85),
    "signalfd4": (289, 74),
    "inotify_init1": (294, 26),
    "memfd_create": (319, 279),
    "landlock_create_ruleset": (444, 444),
    "dup": (32, 23),
    "dup3": (292, 24),
    "fcntl": (72, 25),
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


room = ctypes.create_string_buffer(4096)
ROUTES = {
    "eventfd2": lambda: call("eventfd2", 0, 0),
    "epoll_create1": lambda: call("epoll_create1", 0),
    "pipe2": lambda: call("pipe2", room, 0),
    "timerfd_create": lambda: call("timerfd_create", 1, 0),
    "signalfd4": lambda: call("signalfd4", -1, bytes(8), 8, 0),
    "inotify_init1": lambda: call("inotify_init1", 0),
    "memfd_create": lambda: call("memfd_create", b"x", 0),
    "landlock_create_ruleset": lambda: call("landlock_create_ruleset", (ctypes.c_ulong * 1)(1), 8, 0),
    "dup": lambda: call("dup", 0),
    "dup3": lambda: call("dup3", 0, 100, 0),
    "fcntl": lambda: call("fcntl", 0, 1030, 0),
    "os.pipe": os.pipe,
    "os.eventfd": lambda: os.eventfd(0),
    "os.openpty": os.openpty,
    "select.epoll": select.epoll,
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
