# Frames that come byte by byte are frames all the same.
# without: language audit
# verdict: exit
# control: none
import ctypes
import struct

libc = ctypes.CDLL(None)


def frame(kind, payload=b""):
    return struct.pack("<IB3x", len(payload), kind) + payload


for byte in frame(2, b"\1one after the other\n") * 50:
    libc.send(3, bytes([byte]), 1, 0)
