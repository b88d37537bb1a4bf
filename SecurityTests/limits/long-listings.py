# A listing of very many names at the end of a very long path fits into little memory, or is refused.
# files: scratch=1GiB
# limits: memory=64MiB cpu=60s wall=60s
# verdict: exit
import os
import sys

scratch = sys.argv[4]
os.chdir(scratch)
for _ in range(15):
    os.mkdir("d" * 250)
    os.chdir("d" * 250)
count = 0
try:
    while True:
        os.close(os.open(str(count), os.O_CREAT))
        count += 1
except OSError as error:
    assert error.errno in (12, 28), error
assert count > 10_000
path = os.getcwd()
for place in (path, "."):
    try:
        entries = list(os.scandir(place))
        assert len(entries) == count
        assert len(entries[count // 2].path) > len(place)
    except (MemoryError, OSError):
        pass
    entries = None
    try:
        assert len(os.listdir(place)) == count
    except (MemoryError, OSError):
        pass
for number in range(count):
    os.unlink(str(number))
assert os.listdir() == []
