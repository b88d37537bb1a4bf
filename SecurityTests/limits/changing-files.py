# Files that the host empties, fills and replaces while they are read end in no signal and hold nothing up.
# files: mount=ro:/data mount=rw:/work mount=overlay:/layer busy
# limits: cpu=30s wall=30s
# verdict: exit
import os
import sys
import time

end = time.monotonic() + 2
turns = 0
while time.monotonic() < end:
    turns += 1
    for place in sys.argv[4:7]:
        with open(place + "/busy/changing", "rb") as file:
            for read in (lambda: file.read(), lambda: file.read(5_000), lambda: file.readline(), lambda: file.seek(0, 2)):
                read()
            size = os.fstat(file.fileno()).st_size
            assert size <= 1 << 20 and len(os.pread(file.fileno(), 1 << 30, 0)) <= 1 << 20
        with open(place + "/busy/changing", encoding="latin-1") as file:
            assert set(file.read()) <= set("A\0mine")
        room = bytearray(1 << 20)
        assert open(place + "/busy/changing", "rb", 0).readinto(room) <= 1 << 20
        os.stat(place + "/busy/changing")
    # A file of an overlay that is written to keeps its own copy of what is beside.
    try:
        with open(sys.argv[6] + "/busy/changing", "r+b") as file:
            file.seek(5_000)
            file.write(b"mine")
            file.seek(4_990)
            assert file.read(20)[10:14] in (b"mine", b"")
    except OSError:
        pass
assert turns > 3
