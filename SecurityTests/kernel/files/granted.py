# Native code does nothing with a granted file but read it.
# goal: tangible
# family: files
# held-by: kernel
# expect: HELD PermissionError, OSError
# control: without-kernel
# files: mount=ro:/data
# each: map map_executable look reopen by_path duplicate pass seek lock lease move copy splice read listen
import ctypes
import os
import struct
import sys

target, nonce, port, data, way = sys.argv[1:6]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
NUMBERS = {  # on x86-64, on aarch64
    "mmap": (9, 222),
    "fstat": (5, 80),
    "openat": (257, 56),
    "execveat": (322, 281),
    "dup": (32, 23),
    "fcntl": (72, 25),
    "lseek": (8, 62),
    "flock": (73, 32),
    "sendfile": (40, 71),
    "copy_file_range": (326, 285),
    "splice": (275, 76),
    "read": (0, 63),
    "pread64": (17, 67),
    "sendmsg": (46, 211),
    "socketpair": (53, 199),
    "inotify_init1": (294, 26),
}


def call(name, *arguments):
    """A system call as native code makes it: each argument is a whole register."""
    number = NUMBERS[name]["aarch64" in sys.implementation._multiarch]
    arguments = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    result = libc.syscall(ctypes.c_long(number), *arguments)
    if result == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


class Message(ctypes.Structure):
    _fields_ = [
        ("name", ctypes.c_void_p), ("name_length", ctypes.c_uint), ("parts", ctypes.c_void_p),
        ("part_count", ctypes.c_size_t), ("control", ctypes.c_void_p), ("control_length", ctypes.c_size_t),
        ("flags", ctypes.c_int)]


def message(room, control):
    part = (ctypes.c_size_t * 2)(ctypes.addressof(room), len(room))
    made = Message(0, 0, ctypes.addressof(part), 1, ctypes.addressof(control), len(control), 0)
    made.kept = part, room, control
    return made


def granted(*names):
    """Asks the host for a file of the first mount, as the worker does; gives the descriptor that comes."""
    place = struct.pack("<II", 1, len(names)) + b"".join(bytes([len(name)]) + name for name in names)
    request = bytes([4]) + place
    frame = struct.pack("<IB3x", len(request), 8) + request
    assert libc.send(3, frame, len(frame), 0) == len(frame)
    room, control = ctypes.create_string_buffer(4096), ctypes.create_string_buffer(64)
    libc.recvmsg.restype = ctypes.c_ssize_t
    assert libc.recvmsg(3, ctypes.byref(message(room, control)), 0x40000000) > 8
    assert room.raw[4] == 6 and room.raw[8] == 6, "the host does not give it"
    length, level, kind, descriptor = struct.unpack_from("<Qiii", control.raw)
    assert (level, kind) == (1, 1)
    text = ctypes.create_string_buffer(3)
    assert call("pread64", descriptor, text, 3, 0) == 3 and text.raw == b"one"
    return descriptor


def map():
    assert call("mmap", 0, 4096, 1, 2, file, 0) > 0


def map_executable():
    assert call("mmap", 0, 4096, 1 | 4, 2, file, 0) > 0


def look():
    call("fstat", file, ctypes.create_string_buffer(1024))


def reopen():
    call("openat", -100, b"/proc/self/fd/%d" % file, os.O_RDONLY, 0)


def by_path():
    # What /proc tells of a descriptor is its path on the host.
    assert os.readlink("/proc/self/fd/%d" % file).endswith("/readme.txt")


def duplicate():
    call("dup", file)


def pass_on():
    ends = (ctypes.c_int * 2)()
    call("socketpair", 1, 1, 0, ends)
    control = ctypes.create_string_buffer(struct.pack("<Qiii", 20, 1, 1, file), 24)
    assert call("sendmsg", ends[0], ctypes.byref(message(ctypes.create_string_buffer(1), control)), 0) == 1


def seek():
    call("lseek", file, 1, 0)


def lock():
    call("flock", file, 1)


def lease():
    # Whoever opens the file for writing then waits for its holder.
    call("fcntl", file, 1024, 0)


def move():
    assert call("sendfile", elsewhere, file, 0, 1) == 1


def copy():
    call("copy_file_range", file, 0, os.open(target + "/out", os.O_TMPFILE | os.O_RDWR), 0, 1, 0)


def splice():
    ends = os.pipe()
    call("splice", file, 0, ends[1], 0, 1, 0)


def read():
    assert call("read", file, ctypes.create_string_buffer(1), 1) == 1


def listen():
    call("inotify_init1", 0)


ROUTES = dict(locals(), **{"pass": pass_on})
elsewhere = 3
print("MARK", nonce, flush=True)
try:
    file = granted(b"readme.txt")
    if way == "move":
        try:
            elsewhere = os.pipe()[1]
        except OSError:
            pass
    ROUTES[way]()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
