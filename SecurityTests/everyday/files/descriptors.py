# Code that works on descriptors: duplicates, several buffers at a time, pipes that end with their last writer.
# files: scratch=4MiB
import errno
import os
import socket
import sys

scratch = sys.argv[1]
path = os.path.join(scratch, "file")

file = os.open(path, os.O_RDWR | os.O_CREAT)
assert os.writev(file, [b"one", bytearray(b"two"), memoryview(b"three")]) == 11
assert os.pwritev(file, [b"ONE"], 0) == 3
os.lseek(file, 0, os.SEEK_SET)
first, second = bytearray(3), bytearray(20)
assert os.readv(file, [first, second]) == 11 and first == b"ONE" and second[:8] == b"twothree"
part = bytearray(5)
assert os.preadv(file, [part], 6) == 5 and part == b"three"
twin = os.dup(file)
os.lseek(twin, 1, os.SEEK_SET)
os.close(file)
assert os.read(twin, 2) == b"NE"
assert not os.get_inheritable(twin)
os.set_inheritable(twin, True)
assert os.get_inheritable(twin)
os.posix_fadvise(twin, 0, 0, os.POSIX_FADV_SEQUENTIAL)
os.set_blocking(twin, False)
assert not os.get_blocking(twin)
os.truncate(path, 2)
assert os.fstat(twin).st_size == 2
os.close(twin)

reader, writer = os.pipe()
other = os.dup(writer)
os.write(writer, b"a")
os.close(writer)
os.write(other, b"b")
os.close(other)
assert os.read(reader, 10) == b"ab" and os.read(reader, 10) == b""
os.close(reader)

left, right = socket.socketpair()
with left, right:
    number = os.dup(left.fileno())
    left.close()
    right.send(b"still there")
    assert os.read(number, 20) == b"still there"
    os.close(number)
    assert right.recv(1) == b""

for number in (12345, -1):
    try:
        os.fstat(number)
    except OSError as error:
        assert error.errno == errno.EBADF
    else:
        raise AssertionError(number)

with open(os.devnull, "w") as nowhere:
    print("lost", file=nowhere)
with open(os.devnull) as nothing:
    assert nothing.read() == ""
assert os.sysconf("SC_PAGE_SIZE") == 4096 and os.pathconf(scratch, "PC_NAME_MAX") == 255
assert len(os.getrandom(4)) == 4
