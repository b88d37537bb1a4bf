# Everyday compression in memory: zlib, gzip, bz2, lzma, zipfile, tarfile, wave.


def test_zlib_streams():
    import zlib
    data = b"spam " * 1000
    packer = zlib.compressobj(9)
    packed = packer.compress(data[:100]) + packer.compress(data[100:]) + packer.flush()
    unpacker = zlib.decompressobj()
    assert unpacker.decompress(packed + b"rest") == data and unpacker.unused_data == b"rest" and unpacker.eof
    assert zlib.crc32(b"ab") == zlib.crc32(b"b", zlib.crc32(b"a"))


def test_gzip_bytes():
    import gzip
    import io
    packed = gzip.compress(b"hello", mtime=0)
    assert packed[:2] == b"\x1f\x8b" and gzip.decompress(packed + packed) == b"hellohello"
    with gzip.GzipFile(fileobj=(buffer := io.BytesIO()), mode="wb") as out:
        out.write(b"one\ntwo\n")
    assert gzip.open(io.BytesIO(buffer.getvalue()), "rt").readlines() == ["one\n", "two\n"]


def test_bz2_incremental():
    import bz2
    data = b"x" * 10_000
    packer = bz2.BZ2Compressor()
    packed = packer.compress(data) + packer.flush()
    assert bz2.BZ2Decompressor().decompress(packed) == data and bz2.decompress(bz2.compress(b"a")) == b"a"


def test_lzma_formats():
    import lzma
    data = b"y" * 10_000
    assert lzma.decompress(lzma.compress(data)) == data == lzma.decompress(lzma.compress(data, format=lzma.FORMAT_ALONE))
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 1}]
    packed = lzma.compress(data, format=lzma.FORMAT_RAW, filters=filters)
    assert lzma.decompress(packed, format=lzma.FORMAT_RAW, filters=filters) == data


def test_zipfile_memory():
    import io
    import zipfile
    with zipfile.ZipFile(buffer := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/b.txt", "héllo")
        with archive.open("c.bin", "w") as member:
            member.write(bytes(1000))
    with zipfile.ZipFile(buffer) as archive:
        assert archive.namelist() == ["a/b.txt", "c.bin"] and archive.read("a/b.txt").decode() == "héllo"
        assert archive.getinfo("c.bin").compress_size < 100 and archive.testzip() is None
        assert zipfile.Path(archive, "a/").joinpath("b.txt").read_text(encoding="utf-8") == "héllo"


def test_zipfile_broken():
    import io
    import zipfile
    assert not zipfile.is_zipfile(io.BytesIO(b"nothing"))
    try:
        zipfile.ZipFile(io.BytesIO(b"nothing"))
    except zipfile.BadZipFile:
        pass
    else:
        raise AssertionError("not a zip file")


def test_tarfile_memory():
    import io
    import tarfile
    for mode in ("w", "w:gz", "w:bz2", "w:xz"):
        with tarfile.open(fileobj=(buffer := io.BytesIO()), mode=mode) as archive:
            member = tarfile.TarInfo("folder/file.txt")
            member.size, member.mode = 4, 0o600
            archive.addfile(member, io.BytesIO(b"data"))
        buffer.seek(0)
        with tarfile.open(fileobj=buffer) as archive:
            (member,) = archive.getmembers()
            assert member.isfile() and archive.extractfile(member).read() == b"data", mode


def test_wave_memory():
    import io
    import wave
    with wave.open(buffer := io.BytesIO(), "wb") as sound:
        sound.setnchannels(1), sound.setsampwidth(2), sound.setframerate(8000)
        sound.writeframes(bytes(1600))
    buffer.seek(0)
    with wave.open(buffer) as sound:
        assert sound.getnframes() == 800 and sound.getparams().framerate == 8000


if __name__ == "__main__":
    import sys
    passed = failed = 0
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            try:
                test()
                passed += 1
                print("pass", name)
            except Exception as error:
                failed += 1
                print(f"FAIL {name} {type(error).__name__}: {error}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
