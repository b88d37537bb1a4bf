# A frame that never ends leaves the run to its limits.
# without: language audit
# limits: wall=1s
# verdict: wallTime
# control: none
import ctypes
import struct

libc = ctypes.CDLL(None)


def frame(kind, payload=b""):
    return struct.pack("<IB3x", len(payload), kind) + payload


data = struct.pack("<IB3x", 64, 2) + b"\1half"
while data:
    sent = libc.send(3, data, len(data), 0)
    data = data[sent:] if sent > 0 else b""
libc.sleep(20)
