# More files, folders, descriptors and depth than a run may have are refused, and the run goes on.
# files: scratch=256MiB mount=rw:/work mount=overlay:/layer collect=/out
# limits: cpu=60s wall=60s
# verdict: exit
import errno
import os
import sys

scratch, work, layer, out = sys.argv[4:8]


def until_refused(act, *expected, limit=200_000):
    for number in range(limit):
        try:
            act(number)
        except OSError as error:
            assert error.errno in expected, error
            return number
    raise AssertionError("never refused")


def descriptors_of(path):
    opened = []
    try:
        return until_refused(lambda number: opened.append(os.open(path, os.O_RDONLY)), errno.EMFILE)
    finally:
        for descriptor in opened:
            os.close(descriptor)


def dig(base):
    os.chdir(base)
    try:
        return until_refused(lambda number: (os.mkdir("d"), os.chdir("d")), errno.ENAMETOOLONG, errno.ENOSPC)
    finally:
        os.chdir("/")


def rake(base):
    """Takes the deep folders away again, from within."""
    os.chdir(base)
    depth = 0
    while os.path.isdir("d"):
        os.chdir("d")
        depth += 1
    for _ in range(depth):
        os.chdir("..")
        os.rmdir("d")
    os.chdir("/")


for path in (work + "/readme.txt", layer + "/readme.txt", layer, "/"):
    assert 100 < descriptors_of(path) <= 1_024
for place in (scratch, work, layer, out):
    assert 100 < dig(place) <= 1_024
    rake(place)

os.mkdir(scratch + "/many")
count = until_refused(lambda number: os.close(os.open(f"{scratch}/many/{number}", os.O_CREAT)), errno.ENOSPC)
assert count > 10_000
assert len(os.listdir(scratch + "/many")) == count == sum(1 for entry in os.scandir(scratch + "/many"))
until_refused(lambda number: os.link(scratch + "/many/0", f"{scratch}/many/link-{number}"), errno.ENOSPC)
until_refused(lambda number: os.symlink("x", f"{scratch}/many/link-{number}"), errno.ENOSPC)
for number in range(count):
    os.unlink(f"{scratch}/many/{number}")
os.rmdir(scratch + "/many")
for number in range(1_000):
    # What is made and removed takes no room for ever.
    os.close(os.open(scratch + "/one", os.O_CREAT))
    os.unlink(scratch + "/one")
# Open files without a name hold their room until they are closed.
opened = [os.open(work + "/made-" + str(number), os.O_CREAT | os.O_RDWR) for number in range(50)]
for number in range(50):
    os.unlink(work + "/made-" + str(number))
    assert os.write(opened[number], b"x") == 1 and os.fstat(opened[number]).st_nlink == 0
