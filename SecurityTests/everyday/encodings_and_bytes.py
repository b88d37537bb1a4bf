# Everyday bytes: codecs, base64, binascii, quopri, uu, memoryview, Unicode encodings.


def test_codecs_round_trips():
    for name in ("utf-8", "utf-16", "utf-32", "utf-7", "unicode_escape", "raw_unicode_escape", "gb18030", "utf-8-sig"):
        assert "né☃漢".encode(name).decode(name) == "né☃漢", name


def test_codecs_legacy():
    assert "é".encode("latin-1") == b"\xe9" and b"\x80".decode("cp1252") == "€" and "Ж".encode("koi8-r") == b"\xf6"
    assert "日本".encode("euc-jp").decode("euc-jp") == "日本" and "한".encode("cp949").decode("euc-kr") == "한"
    assert "a".encode("cp037") == b"\x81" and "ő".encode("iso8859-2") == b"\xf5" and "中".encode("big5") == b"\xa4\xa4"


def test_codecs_error_handlers():
    assert "aé".encode("ascii", "ignore") == b"a" and "é".encode("ascii", "namereplace").startswith(b"\\N{LATIN")
    assert b"\xff".decode("utf-8", "backslashreplace") == "\\xff"
    raw = b"caf\xe9"
    assert raw.decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape") == raw
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        assert (error.start, error.end, error.object) == (3, 4, raw)


def test_codecs_transforms():
    import codecs
    assert codecs.encode("Why", "rot13") == "Jul" and codecs.decode("48690a", "hex") == b"Hi\n"
    assert codecs.decode(codecs.encode(b"x" * 50, "zlib"), "zlib") == b"x" * 50
    assert codecs.encode(b"a", "base64") == b"YQ==\n" and codecs.escape_decode(rb"\x41\n")[0] == b"A\n"


def test_codecs_incremental():
    import codecs
    decoder = codecs.getincrementaldecoder("utf-16")()
    assert "".join(decoder.decode(bytes([b])) for b in "aé".encode("utf-16")) == "aé"
    assert list(codecs.iterdecode([b"\xc3", b"\xa9"], "utf-8")) == ["é"]
    import io
    reader = codecs.getreader("latin-1")(io.BytesIO(b"\xe9\nx"))
    assert reader.readlines() == ["é\n", "x"]


def test_codecs_own():
    import codecs

    def search(name):
        if name == "mirror":
            return codecs.CodecInfo(lambda s, e="": (s[::-1].encode(), len(s)), lambda b, e="": (bytes(b).decode()[::-1], len(b)),
                                    name=name)

    codecs.register(search)
    assert "abc".encode("mirror") == b"cba" and b"cba".decode("mirror") == "abc"


def test_base64_alphabets():
    import base64
    data = bytes(range(256))
    for encode, decode in ((base64.b64encode, base64.b64decode), (base64.b32encode, base64.b32decode),
                           (base64.b16encode, base64.b16decode), (base64.b85encode, base64.b85decode),
                           (base64.a85encode, base64.a85decode), (base64.urlsafe_b64encode, base64.urlsafe_b64decode)):
        assert decode(encode(data)) == data
    assert base64.encodebytes(b"x" * 60).count(b"\n") == 2 and base64.b64encode(b"\xfb\xff", b"-_") == b"-_8="


def test_binascii_helpers():
    import binascii
    assert binascii.hexlify(b"\x01\xff", ":") == b"01:ff" and binascii.unhexlify("01ff") == b"\x01\xff"
    assert binascii.crc32(b"hello") == 907060870 and binascii.b2a_base64(b"a", newline=False) == b"YQ=="
    try:
        binascii.unhexlify("0")
    except binascii.Error:
        pass
    else:
        raise AssertionError("odd length")


def test_quopri_and_uu():
    import io
    import quopri
    import warnings
    assert quopri.encodestring("é=".encode()) == b"=C3=A9=3D" and quopri.decodestring(b"a=3Db") == b"a=b"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import uu
        uu.encode(io.BytesIO(b"data"), coded := io.BytesIO(), "name", 0o644)
        coded.seek(0)
        uu.decode(coded, plain := io.BytesIO())
    assert plain.getvalue() == b"data"


def test_memoryview_slices():
    buffer = bytearray(b"abcdef")
    with memoryview(buffer) as view:
        view[1:3] = b"XY"
        assert view[::2].tolist() == [97, 89, 101] and view.toreadonly().readonly
    assert buffer == b"aXYdef" and memoryview(b"\1\0\0\0").cast("I")[0] == 1


def test_int_bytes():
    assert (258).to_bytes(2, "big") == b"\x01\x02" and int.from_bytes(b"\xff", signed=True) == -1
    assert bytes.fromhex("de ad").hex() == "dead" and bytes("é", "utf-16-le") == b"\xe9\x00"


def test_idna_names():
    assert "bücher.de".encode("idna") == b"xn--bcher-kva.de" and "münchen".encode("punycode").decode("punycode") == "münchen"


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
