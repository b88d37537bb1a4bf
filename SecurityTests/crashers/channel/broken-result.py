# A result that is cut short ends the run.
# without: language audit
# verdict: hostFault
# control: none
import ctypes
import struct

libc = ctypes.CDLL(None)


def frame(kind, payload=b""):
    return struct.pack("<IB3x", len(payload), kind) + payload


data = frame(6, b"\1")
while data:
    sent = libc.send(3, data, len(data), 0)
    data = data[sent:] if sent > 0 else b""
libc.sleep(20)
