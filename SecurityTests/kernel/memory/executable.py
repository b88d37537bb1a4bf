# No memory is ever both written by native code and executed.
# goal: tangible
# family: memory
# held-by: kernel
# expect: HELD PermissionError
# control: python3
import ctypes
import mmap
import os
import sys

target, nonce, port = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = {  # on x86-64, on aarch64
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "memfd_create": (319, 279),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
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


CODE = {"x86_64": bytes.fromhex("b82a000000c3"), "aarch64": bytes.fromhex("40058052c0035fd6")}
code = CODE[sys.implementation._multiarch.split("-")[0]]
ANYWHERE, READ, WRITE, EXECUTE = 0x22, 1, 2, 4
PAGE = 65536


def jump(address):
    assert ctypes.CFUNCTYPE(ctypes.c_int)(address)() == 42


def mapped(protection, flags=ANYWHERE, descriptor=-1):
    return call("mmap", 0, PAGE, protection, flags, descriptor, 0)


def opened_at_once():
    address = mapped(READ | WRITE | EXECUTE)
    ctypes.memmove(address, code, len(code))
    jump(address)


def opened_later(address):
    page = (address + PAGE - 1) // PAGE * PAGE
    ctypes.memmove(page, code, len(code))
    call("mprotect", page, PAGE, READ | EXECUTE)
    jump(page)


def by_library():
    address = mapped(READ | WRITE)
    ctypes.memmove(address, code, len(code))
    if libc.mprotect(ctypes.c_void_p(address), PAGE, READ | EXECUTE):
        raise OSError(ctypes.get_errno(), "mprotect")
    jump(address)


def shared():
    descriptor = call("memfd_create", b"code", 0)
    os.write(descriptor, code)
    jump(mapped(READ | EXECUTE, 1, descriptor))


def of_file():
    descriptor = os.open(target + "/out/code", os.O_CREAT | os.O_RDWR)
    os.write(descriptor, code)
    jump(mapped(READ | EXECUTE, 2, descriptor))


room = ctypes.create_string_buffer(3 * PAGE)
ROUTES = {
    "mmap": opened_at_once,
    "mmap, executable only": lambda: mapped(EXECUTE),
    "mmap module": lambda: mmap.mmap(-1, PAGE, prot=READ | WRITE | EXECUTE),
    "mprotect": lambda: opened_later(mapped(READ | WRITE)),
    "mprotect of the heap": lambda: opened_later(ctypes.addressof(room)),
    "mprotect of the library": by_library,
    "file in memory": shared,
    "file": of_file,
    "system 5": lambda: jump_shared(),
}


def jump_shared():
    segment = call("shmget", 0, PAGE, 0o1700)
    address = call("shmat", segment, 0, 0o100000)
    call("shmctl", segment, 0, 0)
    ctypes.memmove(address, code, len(code))
    jump(address)


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
