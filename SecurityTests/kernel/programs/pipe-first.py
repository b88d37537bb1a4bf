# Whatever wants a pipe before it starts a program does not even get that.
# goal: tangible
# family: programs
# held-by: kernel
# expect: HELD PermissionError
# control: python3
import ctypes
import os
import subprocess
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long


def by_library():
    libc.popen.restype = ctypes.c_void_p
    libc.pclose.argtypes = [ctypes.c_void_p]
    stream = libc.popen(b"exit 7", b"r")
    if not stream:
        raise OSError(ctypes.get_errno(), "popen")
    assert libc.pclose(stream) == 7 << 8


ROUTES = {
    "popen": by_library,
    "subprocess": lambda: subprocess.run(["/bin/sh", "-c", "echo " + nonce], capture_output=True),
    "os.popen": lambda: os.popen("exit 7").close(),
    "pty": lambda: os.forkpty()[0] or os._exit(0),
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
