# Artefacts without end are refused, and end with the run.
# without: language audit
# files: mount=ro:/data mount=rw:/work collect=/out
# limits: cpu=5s wall=2s
# verdict: hostFault, cpuTime, wallTime, output
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


name = 0
while True:
    data = b""
    for _ in range(1_000):
        text = b"%d" % name
        data += frame(9, struct.pack("<II", 1, 1) + bytes([len(text)]) + text + b"\1")
        name += 1
    send(data)
