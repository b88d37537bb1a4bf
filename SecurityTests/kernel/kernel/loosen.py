# A process loosens nothing of itself: no limit, no filter, no rights, no name.
# goal: tangible
# family: kernel
# held-by: kernel
# expect: HELD PermissionError
# control: python3
import ctypes
import os
import resource
import struct
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = {  # on x86-64, on aarch64
    "prctl": (157, 167),
    "seccomp": (317, 277),
    "prlimit64": (302, 261),
    "capget": (125, 90),
    "capset": (126, 91),
    "getuid": (102, 174),
    "setresuid": (117, 147),
    "setresgid": (119, 149),
    "setfsuid": (122, 151),
    "umask": (95, 166),
    "getsid": (124, 156),
    "setpriority": (141, 140),
    "sysinfo": (99, 179),
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


room = ctypes.create_string_buffer(256)
user, group = 0, 0
allow_all = (ctypes.c_ulong * 1)(0x7FFF000000000006)
program = (ctypes.c_ulong * 2)(1, ctypes.addressof(allow_all))
HEADER = struct.pack("<Ii", 0x20080522, 0)
ROUTES = {
    "dumpable": lambda: call("prctl", 4, 1, 0, 0, 0),
    "parent-death signal": lambda: call("prctl", 1, 0, 0, 0, 0),
    "no new privileges, asked": lambda: call("prctl", 39, 0, 0, 0, 0),
    "filter, asked": lambda: call("prctl", 21, 0, 0, 0, 0),
    "filter by prctl": lambda: (call("prctl", 38, 1, 0, 0, 0), call("prctl", 22, 2, ctypes.addressof(program), 0, 0)),
    "filter by seccomp": lambda: call("seccomp", 1, 0, ctypes.addressof(program)),
    "what filters can": lambda: call("seccomp", 2, 0, (ctypes.c_uint * 1)(0x7FFF0000)),
    "name": lambda: call("prctl", 15, b"systemd", 0, 0, 0),
    "orphans": lambda: call("prctl", 36, 1, 0, 0, 0),
    "timer slack": lambda: call("prctl", 29, 1, 0, 0, 0),
    "speculation": lambda: call("prctl", 52, 0, 0, 0, 0),
    "bounding set": lambda: call("prctl", 23, 0, 0, 0, 0),
    "own limits": lambda: call("prlimit64", 0, 7, None, room),
    "own limits raised": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (100, resource.getrlimit(resource.RLIMIT_NOFILE)[1])),
    "capabilities, asked": lambda: call("capget", HEADER, room),
    "capabilities": lambda: call("capset", HEADER, bytes(24)),
    "user, asked": lambda: call("getuid"),
    "user": lambda: call("setresuid", -1, -1, -1),
    "group": lambda: call("setresgid", -1, -1, -1),
    "file user": lambda: call("setfsuid", -1),
    "mask": lambda: call("umask", 0o22),
    "session": lambda: call("getsid", 0),
    "new session": os.setsid,
    "own priority": lambda: call("setpriority", 0, 0, 19),
    "os.nice": lambda: os.nice(1),
    "own processors": lambda: os.sched_setaffinity(0, os.sched_getaffinity(0)),
    "the machine": os.uname,
    "use": lambda: resource.getrusage(0),
    "system": lambda: call("sysinfo", room),
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
