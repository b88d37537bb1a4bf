# Compressors that threads initialise again while others use them harm the run alone.
# verdict: crashed, exit, cpuTime, wallTime
# limits: cpu=3s wall=5s memory=256MiB
# control: none
import hashlib
import threading
import zlib
import bz2
import lzma

data = bytes(1 << 20)
shared = hashlib.sha256()
packer = zlib.compressobj()
unpacker = zlib.decompressobj()
other = bz2.BZ2Compressor()
third = lzma.LZMACompressor()


def work():
    for index in range(10):
        for act in [lambda: shared.update(data), lambda: shared.digest(), lambda: shared.copy(), lambda: packer.compress(data),
                    lambda: packer.flush(zlib.Z_FULL_FLUSH), lambda: packer.copy(), lambda: other.compress(data[:9999]),
                    lambda: unpacker.decompress(zlib.compress(data)), lambda: unpacker.copy(),
                    lambda: third.compress(data[:9999]), lambda: other.__init__(), lambda: third.__init__()]:
            try:
                act()
            except Exception:
                pass


threads = [threading.Thread(target=work) for _ in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
