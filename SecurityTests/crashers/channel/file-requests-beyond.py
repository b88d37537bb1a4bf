# The host gives native code no more of its files than was granted.
# without: language audit
# files: mount=ro:/data mount=rw:/work collect=/out
# limits: cpu=5s wall=10s
# verdict: exit
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



def receive(count):
    data = b""
    room = ctypes.create_string_buffer(1 << 16)
    while len(data) < count:
        got = libc.recv(3, room, min(count - len(data), 1 << 16), 0)
        if got <= 0:
            sys.exit(1)
        data += room.raw[:got]
    return data


def ask(payload):
    """The error number that the host answers, 0 for any other answer."""
    send(frame(8, payload))
    length, kind = struct.unpack("<IB3x", receive(8))
    answer = receive(length)
    assert kind == 6
    return struct.unpack("<i", answer[1:5])[0] if answer[0] == 1 else 0


READ_ONLY, WRITABLE = 1, 2
STATUS, READ, WRITE, RESIZE, FOLDER, REMOVE_FOLDER, UNLINK = 1, 4, 5, 12, 13, 14, 15
every = [bytes([STATUS]) + place(READ_ONLY, b"readme.txt"), bytes([READ]) + place(WRITABLE, b"folder", b"inner.txt")]
for payload in every:
    assert ask(payload) == 0, payload
refused = [
    # No such mount, and the collected folder is none.
    *(bytes([STATUS]) + place(mount) for mount in (0, 3, 4, 1 << 31)),
    # Through links, in the middle and at the end, and what is no file.
    *(bytes([kind]) + place(mount, *names)
      for mount in (READ_ONLY, WRITABLE) for kind in (STATUS, READ)
      for names in ((b"link-outside", b"secret.txt"), (b"link-folder", b"inner.txt"), (b"link-root", b"etc"))),
    *(bytes([READ]) + place(READ_ONLY, name) for name in (
        b"link-absolute", b"link-process", b"fifo", b"socket", b"device", b"folder", b"loop", b"dangling")),
    *(bytes([WRITE]) + place(WRITABLE, name) + b"\0" for name in (
        b"link-absolute", b"link", b"fifo", b"socket", b"device", b"folder", b"hard", b"set-id")),
    bytes([WRITE]) + place(WRITABLE, b"link-outside", b"new") + struct.pack("<BHB", 1, 0o644, 0),
    bytes([WRITE]) + place(WRITABLE, b"dangling") + struct.pack("<BHB", 1, 0o644, 0),
    bytes([RESIZE]) + place(WRITABLE, b"hard") + struct.pack("<Q", 3),
    bytes([RESIZE]) + place(WRITABLE, b"readme.txt") + struct.pack("<Q", 1 << 60),
    bytes([FOLDER]) + place(WRITABLE, b"link-outside", b"new") + struct.pack("<H", 0o755),
    bytes([REMOVE_FOLDER]) + place(WRITABLE, b"link-outside", b"folder"),
    bytes([UNLINK]) + place(WRITABLE, b"link-outside", b"secret.txt"),
    # All that changes something, where only reading was granted.
    bytes([WRITE]) + place(READ_ONLY, b"readme.txt") + b"\0",
    bytes([WRITE]) + place(READ_ONLY, b"new") + struct.pack("<BHB", 1, 0o644, 1),
    bytes([RESIZE]) + place(READ_ONLY, b"readme.txt") + struct.pack("<Q", 0),
    bytes([FOLDER]) + place(READ_ONLY, b"new") + struct.pack("<H", 0o755),
    bytes([UNLINK]) + place(READ_ONLY, b"readme.txt"),
]
for payload in refused:
    assert ask(payload) > 0, payload
for payload in every:
    assert ask(payload) == 0, payload
