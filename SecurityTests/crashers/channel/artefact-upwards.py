# An artefact whose name leads upwards ends the run.
# without: language audit
# files: mount=ro:/data mount=rw:/work collect=/out
# limits: cpu=5s wall=10s
# verdict: hostFault
# control: none
import ctypes
import struct
import sys

libc = ctypes.CDLL(None)


def frame(kind, payload=b""):
    return struct.pack("<IB3x", len(payload), kind) + payload


def send(data):
    while data:
        sent = libc.send(3, data, len(data), 0x4000)
        if sent <= 0:
            sys.exit(0)
        data = data[sent:]


def place(mount, *names):
    return struct.pack("<II", mount, len(names)) + b"".join(bytes([len(name)]) + name for name in names)


name = b".."
send(frame(9, struct.pack("<II", 1, 2) + bytes([len(name)]) + name + b"\3new" + b"\1"))
libc.sleep(20)
