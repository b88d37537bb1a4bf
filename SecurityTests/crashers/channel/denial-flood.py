# Denials without end are not kept without end.
# without: language audit
# limits: wall=2s
# verdict: wallTime, hostFault
# control: none
import ctypes
import struct

libc = ctypes.CDLL(None)


def frame(kind, payload=b""):
    return struct.pack("<IB3x", len(payload), kind) + payload


data = frame(5, struct.pack("<BI", 1, 1) + b"a" + struct.pack("<I", 1) + b"b" + struct.pack("<I", 1) + b"c" + bytes(2)) * 200000
while data:
    sent = libc.send(3, data, len(data), 0)
    data = data[sent:] if sent > 0 else b""
libc.sleep(20)
