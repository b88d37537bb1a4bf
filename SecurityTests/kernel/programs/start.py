# No other program is started, by whatever function.
# goal: tangible
# family: programs
# held-by: kernel
# verdict: forbiddenSystemCall
# control: python3
# each: system os.system posix_spawn
import ctypes
import os
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long

variant = sys.argv[4]
command = ["/bin/sh", "-c", "exit 7"]


def attempt():
    if variant == "system":
        assert libc.system(b"exit 7") == 7 << 8
    elif variant == "os.system":
        assert os.system("exit 7") == 7 << 8
    else:
        assert os.waitpid(os.posix_spawn(command[0], command, {}), 0)[1] == 7 << 8


print("MARK", nonce, flush=True)
try:
    attempt()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
