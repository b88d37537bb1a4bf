# Input that was not granted ends at once, however often it is asked for.
# without: language audit
# limits: wall=1s
# verdict: wallTime, hostFault
# control: none
import ctypes
import struct

libc = ctypes.CDLL(None)


def frame(kind, payload=b""):
    return struct.pack("<IB3x", len(payload), kind) + payload


data = frame(3, struct.pack("<I", 65536)) * 10000
while data:
    sent = libc.send(3, data, len(data), 0)
    data = data[sent:] if sent > 0 else b""
libc.sleep(20)
