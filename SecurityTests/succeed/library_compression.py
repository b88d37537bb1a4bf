# zlib, gzip, bz2, lzma, zipfile and tarfile compress in memory.
import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib

data = b"to be or not to be " * 100
for codec in (zlib, gzip, bz2, lzma):
    packed = codec.compress(data)
    print(codec.__name__, len(packed) < len(data) // 10, codec.decompress(packed) == data)
stream = zlib.compressobj()
packed = stream.compress(data) + stream.flush()
print(zlib.decompressobj().decompress(packed, 5))
with zipfile.ZipFile(buffer := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("folder/a.txt", "text é")
    archive.writestr("b.bin", data)
with zipfile.ZipFile(buffer) as archive:
    print(archive.namelist(), archive.read("folder/a.txt").decode(), archive.testzip(), archive.getinfo("b.bin").file_size)
with tarfile.open(fileobj=(buffer := io.BytesIO()), mode="w:gz") as archive:
    member = tarfile.TarInfo("c.txt")
    member.size = len(data)
    archive.addfile(member, io.BytesIO(data))
buffer.seek(0)
with tarfile.open(fileobj=buffer) as archive:
    print(archive.getnames(), archive.extractfile("c.txt").read() == data)
with gzip.open(io.BytesIO(gzip.compress(b"a\nb\n")), "rt") as lines:
    print(list(lines))
try:
    zlib.decompress(b"junk")
except zlib.error:
    print("zlib.error")
print("OK")
