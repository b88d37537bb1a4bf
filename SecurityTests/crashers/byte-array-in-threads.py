# A byte array that one thread resizes while C code of others reads it is refused, or harmless.
# verdict: exit
# limits: cpu=20s wall=30s memory=256MiB
# control: none
import hashlib
import threading
import zlib

data = bytearray(1 << 20)
stop = []


def resize():
    while not stop:
        try:
            data.clear()
            data.extend(bytes(1 << 20))
        except BufferError:
            pass


thread = threading.Thread(target=resize)
thread.start()
for _ in range(200):
    zlib.crc32(data), hashlib.sha256(data), zlib.compress(data, 1), bytes(data), data.find(b"x")
stop.append(1)
thread.join()
