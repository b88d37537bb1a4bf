# Priority, processors, limits and memory of another process stay as they are, and stay unknown.
# goal: tangible
# family: processes
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
    "setpriority": (141, 140),
    "getpriority": (140, 141),
    "sched_setaffinity": (203, 122),
    "sched_getaffinity": (204, 123),
    "sched_setscheduler": (144, 119),
    "sched_getscheduler": (145, 120),
    "sched_getattr": (315, 275),
    "ioprio_set": (251, 30),
    "prlimit64": (302, 261),
    "getsid": (124, 156),
    "getpgid": (121, 155),
    "get_robust_list": (274, 100),
    "move_pages": (279, 239),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
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


process = int(sys.argv[4])
room = ctypes.create_string_buffer(4096)
zero = ctypes.c_int(0)
ROUTES = {
    "priority": lambda: call("setpriority", 0, process, 19),
    "its priority": lambda: call("getpriority", 0, process),
    "os.setpriority": lambda: os.setpriority(os.PRIO_PROCESS, process, 19),
    "processors": lambda: call("sched_setaffinity", process, 8, (ctypes.c_ulong * 1)(1)),
    "its processors": lambda: call("sched_getaffinity", process, 128, room),
    "scheduler": lambda: call("sched_setscheduler", process, 3, ctypes.byref(zero)),
    "its scheduler": lambda: call("sched_getscheduler", process),
    "its attributes": lambda: call("sched_getattr", process, room, 48, 0),
    "io priority": lambda: call("ioprio_set", 1, process, 2 << 13),
    "limits": lambda: call("prlimit64", process, 7, (ctypes.c_ulong * 2)(64, 64), None),
    "its limits": lambda: call("prlimit64", process, 7, None, room),
    "session": lambda: call("getsid", process),
    "group": lambda: call("getpgid", process),
    "robust list": lambda: call("get_robust_list", process, room, ctypes.byref(ctypes.c_ulong())),
    "pages": lambda: call("move_pages", process, 0, 0, 0, 0, 0),
    "its clock": lambda: call("clock_gettime", (~process << 3) | 2, room),
    "its clock's resolution": lambda: call("clock_getres", (~process << 3) | 2, room),
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
