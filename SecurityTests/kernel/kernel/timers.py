# No timer is set that would signal anyone.
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
    "setitimer": (38, 103),
    "timer_create": (222, 107),
    "alarm": (37, None),
    "sigaltstack": (131, 132),
    "rt_sigtimedwait": (128, 137),
    "rt_sigpending": (127, 136),
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


soon = (ctypes.c_long * 4)(0, 0, 0, 0)
ROUTES = {
    "setitimer": lambda: call("setitimer", 0, soon, None),
    "timer_create": lambda: call("timer_create", 1, None, (ctypes.c_int * 1)()),
    "alarm": lambda: call("alarm", 0),
    "alternate stack": lambda: call("sigaltstack", None, ctypes.create_string_buffer(24)),
    "waiting for signals": lambda: waited(),
    "pending signals": lambda: call("rt_sigpending", ctypes.create_string_buffer(8), 8),
}


def waited():
    try:
        call("rt_sigtimedwait", bytes(8), None, (ctypes.c_long * 2)(0, 0), 8)
    except BlockingIOError:
        pass


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
