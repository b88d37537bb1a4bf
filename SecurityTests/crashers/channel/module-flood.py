# Questions for modules that nobody serves cost the host no more than their answers.
# without: language audit
# limits: wall=1s
# verdict: wallTime, hostFault
# control: none
import ctypes
import struct

libc = ctypes.CDLL(None)


def frame(kind, payload=b""):
    return struct.pack("<IB3x", len(payload), kind) + payload


data = b"".join(frame(4, struct.pack("<I", 3) + b"x%02d" % (n % 100)) for n in range(20000))
while data:
    sent = libc.send(3, data, len(data), 0)
    data = data[sent:] if sent > 0 else b""
libc.sleep(20)
