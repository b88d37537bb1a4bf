# Pure paths and os.path compute without touching a file.
import fnmatch
import ntpath
import os
import posixpath
from pathlib import PurePath, PurePosixPath, PureWindowsPath

path = PurePosixPath("/srv/data") / "in" / "table.tar.gz"
print(path, path.name, path.stem, path.suffixes, path.parent, path.parts[1], path.is_absolute())
print(path.with_suffix(".zip"), path.relative_to("/srv"), path.match("*.gz"), path.with_name("x"), PurePath("a", "..", "b"))
print(PureWindowsPath("C:\\Users\\ada").drive, PureWindowsPath("a/B") == PureWindowsPath("A/b"), path.as_uri())
print(os.path.join("a", "/b", "c"), os.path.splitext("x.tar.gz"), os.path.basename("/a/b/"), os.path.normpath("a/./b/../c"))
print(os.path.split("/a/b"), os.path.commonpath(["/a/b/c", "/a/b/d"]), os.path.relpath("/a/b", "/a/c"), os.sep, os.curdir)
print(posixpath.dirname("/x/y"), ntpath.join("c:\\", "x"), fnmatch.filter(["a.py", "b.txt"], "*.py"), os.path.isabs("x"))
print(os.fspath(path), os.path.expanduser("plain"), sorted([PurePath("b"), PurePath("a")]))
print("OK")
