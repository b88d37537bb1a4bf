# Archives of every kind are made from folders and unpacked again.
# files: mount=ro:/data scratch=32MiB
import bz2
import gzip
import lzma
import os
import pathlib
import shutil
import sys
import tarfile
import zipfile

data, scratch = map(pathlib.Path, sys.argv[1:])
source = scratch / "source"
shutil.copytree(data / "folder", source)
(source / "text.txt").write_text("text\n" * 1000)
(source / "run.sh").write_text("#!/bin/sh\n")
(source / "run.sh").chmod(0o755)
os.symlink("text.txt", source / "link")

def content(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}

with zipfile.ZipFile(scratch / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    for path in source.rglob("*"):
        archive.write(path, path.relative_to(source))
    archive.writestr("made.txt", "made")
with zipfile.ZipFile(scratch / "a.zip") as archive:
    assert archive.testzip() is None
    archive.extractall(scratch / "from zip")
    with archive.open("text.txt") as member:
        assert next(member) == b"text\n"
assert (scratch / "from zip" / "made.txt").read_text() == "made"
with zipfile.ZipFile(scratch / "a.zip", "a") as archive:
    archive.write(data / "readme.txt", "later.txt")
assert zipfile.is_zipfile(scratch / "a.zip")
assert (zipfile.Path(scratch / "a.zip") / "later.txt").read_text().startswith("one")

for suffix in ("", ":gz", ":bz2", ":xz"):
    name = scratch / ("a.tar" + suffix.replace(":", "."))
    with tarfile.open(name, "w" + suffix) as archive:
        archive.add(source, "top")
    with tarfile.open(name) as archive:
        target = scratch / ("from" + suffix.replace(":", " "))
        archive.extractall(target)
    assert content(target / "top") == content(source)
    assert os.access(target / "top" / "run.sh", os.X_OK) and os.readlink(target / "top" / "link") == "text.txt"

for kind in ("zip", "tar", "gztar", "bztar", "xztar"):
    made = shutil.make_archive(str(scratch / "made" / kind), kind, source)
    shutil.unpack_archive(made, scratch / "unpacked" / kind)
    assert content(scratch / "unpacked" / kind) == content(source), kind

for module in (gzip, bz2, lzma):
    path = scratch / module.__name__
    with module.open(path, "wt", encoding="utf-8") as file:
        file.write("größer\n" * 100)
    with module.open(path, "rt", encoding="utf-8") as file:
        assert sum(1 for _ in file) == 100
    with open(path, "rb") as raw, module.open(raw) as file:
        assert file.read(8) == "größer".encode()
