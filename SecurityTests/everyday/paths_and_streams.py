# Everyday paths and streams without files: os.path, pathlib's pure paths, fnmatch, io.


def test_os_path_parts():
    import os
    assert os.path.join("a", "b", "../c") == "a/b/../c" and os.path.normpath("a/b/../c//d") == "a/c/d"
    assert os.path.split("/x/y.txt") == ("/x", "y.txt") and os.path.splitext("archive.tar.gz") == ("archive.tar", ".gz")
    assert os.path.relpath("/a/b/c", "/a/d") == "../b/c" and os.path.commonpath(["/a/b", "/a/c"]) == "/a"
    assert os.path.isabs("/x") and os.path.basename("x/y/") == "" and os.fspath("p") == "p"


def test_os_path_flavours():
    import ntpath
    import posixpath
    assert ntpath.splitdrive("C:\\a\\b") == ("C:", "\\a\\b") and ntpath.normpath("a/b/../c") == "a\\c"
    assert posixpath.join("/a", "b") == "/a/b" and posixpath.commonprefix(["abc", "abd"]) == "ab"


def test_pathlib_pure():
    from pathlib import PurePath, PurePosixPath
    path = PurePosixPath("/srv/www/index.html")
    assert path.parent / "other.css" == PurePosixPath("/srv/www/other.css") and path.stem == "index"
    assert path.parts == ("/", "srv", "www", "index.html") and path.with_suffix(".txt").name == "index.txt"
    assert path.relative_to("/srv").as_posix() == "www/index.html" and path.is_relative_to("/srv")
    assert path.match("www/*.html") and [str(p) for p in path.parents][-1] == "/" and PurePath("a") < PurePath("b")


def test_pathlib_windows():
    from pathlib import PureWindowsPath
    path = PureWindowsPath("c:/Users/Ada/x.TXT")
    assert path.drive == "c:" and path == PureWindowsPath("C:\\users\\ada\\X.txt") and path.as_uri() == "file:///c:/Users/Ada/x.TXT"


def test_fnmatch_patterns():
    import fnmatch
    import glob
    import re
    assert fnmatch.fnmatch("data_01.csv", "data_??.csv") and not fnmatch.fnmatchcase("A", "a")
    assert fnmatch.filter(["a.py", "b.txt", "c.py"], "*.[p]y") == ["a.py", "c.py"]
    assert re.match(fnmatch.translate("*.py"), "x.py") and glob.escape("a[1]*") == "a[[]1][*]" and glob.has_magic("a?")


def test_io_stringio():
    import io
    text = io.StringIO("one\ntwo\n")
    assert next(text) == "one\n" and text.tell() == 4 and text.read() == "two\n"
    text.seek(0)
    text.truncate(3)
    assert text.getvalue() == "one" and io.StringIO("a\r\nb", newline=None).read() == "a\nb"


def test_io_bytesio():
    import io
    with io.BytesIO(b"0123456789") as data:
        assert data.read(3) == b"012" and data.seek(-2, io.SEEK_END) == 8 and data.read1() == b"89"
        data.seek(0)
        into = bytearray(4)
        assert data.readinto(into) == 4 and into == b"0123" and data.getbuffer().nbytes == 10
    assert data.closed


def test_io_text_wrapper():
    import io
    raw = io.BytesIO()
    with io.TextIOWrapper(raw, encoding="utf-8", newline="\r\n", write_through=True) as text:
        print("é", "b", sep=";", file=text)
        text.reconfigure(newline="\n")
        text.write("c\n")
        assert raw.getvalue() == "é;b\r\nc\n".encode()
    wrapper = io.TextIOWrapper(io.BytesIO(b"a\nb\nc"), encoding="ascii")
    assert [line.strip() for line in wrapper] == ["a", "b", "c"] and wrapper.detach().read() == b""


def test_io_buffered():
    import io
    reader = io.BufferedReader(io.BytesIO(b"abcdef"), buffer_size=4)
    assert reader.peek(1)[:1] == b"a" and reader.read(2) == b"ab" and reader.readline() == b"cdef"
    writer = io.BufferedWriter(raw := io.BytesIO())
    writer.write(b"x" * 10)
    writer.flush()
    assert raw.getvalue() == b"x" * 10
    both = io.BufferedRandom(io.BytesIO(b"hello"))
    both.seek(1)
    both.write(b"E")
    both.seek(0)
    assert both.read() == b"hEllo"


def test_io_own_raw():
    import io

    class Zeros(io.RawIOBase):
        left = 10

        def readable(self):
            return True

        def readinto(self, buffer):
            count = min(self.left, len(buffer))
            buffer[:count] = bytes(count)
            self.left -= count
            return count

    assert io.BufferedReader(Zeros()).read() == bytes(10) and Zeros().readall() == bytes(10)


def test_io_standard_streams():
    import io
    import sys
    assert isinstance(sys.stdout, io.TextIOBase) and sys.stdout.writable() and not sys.stdout.closed
    assert sys.stderr.encoding.lower() == "utf-8" and sys.stdout.buffer.writable()


def test_os_environment():
    import os
    assert os.environ.get("NO_SUCH_VARIABLE", "fallback") == "fallback" and os.sep == "/" and os.name == "posix"
    os.environ["EVERYDAY"] = "yes"
    assert os.getenv("EVERYDAY") == "yes" and os.path.expandvars("${EVERYDAY}!") == "yes!"
    assert os.environ.pop("EVERYDAY") == "yes" and len(os.urandom(8)) == 8 and isinstance(os.getpid(), int)


def test_stat_modes():
    import stat
    assert stat.filemode(0o100644) == "-rw-r--r--" and stat.S_ISDIR(0o040755) and stat.S_IMODE(0o100600) == 0o600


def test_errno_names():
    import errno
    import os
    assert errno.errorcode[errno.ENOENT] == "ENOENT" and os.strerror(errno.EACCES) == "Permission denied"
    assert isinstance(OSError(errno.ENOENT, "gone"), FileNotFoundError)


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
