# A scratch folder that is larger than the run's memory is full before the memory is, and the run goes on.
# files: scratch=1GiB mount=overlay:/layer
# limits: memory=64MiB
# verdict: exit
import os
import sys

scratch, layer = sys.argv[4:6]
piece = b"x" * (1 << 20)


def fill(path):
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR)
    size = 0
    try:
        while True:
            size += os.write(descriptor, piece)
    except OSError as error:
        assert error.errno == 28, error
    finally:
        os.close(descriptor)
    return size


for turn in range(3):
    sizes = fill(scratch + "/file"), fill(layer + "/big.bin")
    assert 1 << 20 < sum(sizes) < 256 << 20, sizes
    for path in (scratch + "/file", layer + "/big.bin"):
        os.truncate(path, 0)
assert sum(1 for line in open(layer + "/readme.txt")) == 3
