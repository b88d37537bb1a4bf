# Files of exabytes, all of them holes, are made, read and collected without taking memory or time.
# files: scratch=16MiB mount=overlay:/layer collect=/out
# limits: cpu=5s wall=10s memory=128MiB
# verdict: exit
import os
import sys

places = sys.argv[4:7]
LARGEST = (1 << 63) - 1

for place in places:
    path = place + "/file"
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR)
    os.truncate(path, LARGEST)
    assert os.pread(descriptor, 10, 1 << 62) == bytes(10)
    assert os.lseek(descriptor, 0, os.SEEK_HOLE) == 0
    for read in (
        lambda: os.read(descriptor, LARGEST), lambda: os.pread(descriptor, 1 << 62, 0), lambda: open(path, "rb").read(),
        lambda: open(path, "rb", 0).readall(), lambda: open(path).read(), lambda: os.read(descriptor, 10**12),
    ):
        try:
            read()
            raise AssertionError("there is no room for it")
        except (MemoryError, OverflowError):
            pass
    for far in (1 << 40, 1 << 50, 1 << 60, LARGEST - 1):
        assert os.pwrite(descriptor, b"x", far) == 1
        assert os.pread(descriptor, 2, far - 1)[1:] == b"x"
    try:
        os.posix_fallocate(descriptor, 0, 1 << 40)
        raise AssertionError("there is no room for it")
    except OSError as error:
        assert error.errno == 28, error
    assert os.stat(path).st_blocks * 512 < 16 << 20
    os.close(descriptor)
for number in range(200):
    os.truncate(os.open(places[2] + "/" + str(number), os.O_CREAT | os.O_RDWR), 1 << 40)
    os.closerange(500_000, 501_000)
