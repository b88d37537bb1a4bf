# A forbidden call that a child only speaks of is its claim, and no word after it counts.
# without: language audit
# verdict: hostFault
# control: none
import ctypes
import struct

libc = ctypes.CDLL(None)


def frame(kind, payload=b""):
    return struct.pack("<IB3x", len(payload), kind) + payload


data = frame(7, struct.pack("<I", 59)) + frame(1)
while data:
    sent = libc.send(3, data, len(data), 0)
    data = data[sent:] if sent > 0 else b""
libc.sleep(20)
