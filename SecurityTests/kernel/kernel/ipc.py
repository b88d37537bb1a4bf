# No memory, queue or semaphore of the machine is had, neither of System V nor of POSIX.
# goal: tangible
# family: kernel
# held-by: kernel
# expect: HELD PermissionError
# control: python3
import ctypes
import multiprocessing.shared_memory
import os
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = {  # on x86-64, on aarch64
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    "shmctl": (31, 195),
    "shmget": (29, 194),
    "msgctl": (71, 187),
    "msgget": (68, 186),
    "semctl": (66, 191),
    "semget": (64, 190),
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


def queue():
    descriptor = call("mq_open", name, os.O_CREAT | os.O_RDWR, 0o600, None)
    call("mq_unlink", name)
    os.close(descriptor)


def removed(kind, identifier):
    call(kind, identifier, 0, 0, 0)


name = ("secure-python-" + nonce).encode()
ROUTES = {
    "memory": lambda: removed("shmctl", call("shmget", 0, 4096, 0o1600)),
    "queue": lambda: removed("msgctl", call("msgget", 0, 0o1600)),
    "semaphore": lambda: removed("semctl", call("semget", 0, 1, 0o1600)),
    "POSIX queue": queue,
    "what there is": lambda: call("shmctl", 0, 14, ctypes.create_string_buffer(256)),
    "POSIX memory": lambda: multiprocessing.shared_memory.SharedMemory(create=True, size=1).unlink(),
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
