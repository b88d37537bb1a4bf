# A child that says it is done and goes on does so no longer than its limits allow.
# without: language audit
# limits: wall=1s
# verdict: wallTime
# control: none
import ctypes
import struct

libc = ctypes.CDLL(None)


def frame(kind, payload=b""):
    return struct.pack("<IB3x", len(payload), kind) + payload


data = frame(6, b"\1" + bytes(4))
while data:
    sent = libc.send(3, data, len(data), 0)
    data = data[sent:] if sent > 0 else b""
libc.sleep(20)
