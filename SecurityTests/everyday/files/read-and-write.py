# Ordinary code reads, writes, lists and copies files of all kinds of grants.
# files: mount=ro:/data mount=rw:/work mount=overlay:/layer scratch=16MiB collect=/out
import os
import pathlib
import shutil
import sys
import tempfile

data, work, layer, scratch, out = map(pathlib.Path, sys.argv[1:])

assert (data / "readme.txt").read_text().splitlines() == ["one", "two", "three"]
assert (data / "link").read_text() == (data / "readme.txt").read_text()
assert (data / "big.bin").read_bytes()[:3] == b"\0\1\2"
assert sorted(os.listdir(data / "folder")) == ["deep", "inner.txt"]
assert b"\xff\xfe" in os.listdir(os.fsencode(data / "odd"))

for place in (work, layer, scratch, out):
    (place / "new").mkdir()
    (place / "new" / "file.txt").write_text("written\n")
    assert [path.name for path in place.glob("new/*.txt")] == ["file.txt"]
    (place / "new" / "file.txt").rename(place / "new" / "renamed.txt")
    assert (place / "new" / "renamed.txt").read_text() == "written\n"
(layer / "readme.txt").write_text("changed\n")
assert (layer / "readme.txt").read_text() == "changed\n"
shutil.copytree(data / "folder", work / "copy")
assert (work / "copy" / "deep" / "leaf.txt").read_text() == "leaf\n"
with tempfile.TemporaryDirectory(dir=scratch) as folder:
    pathlib.Path(folder, "a").touch()
shutil.rmtree(work / "copy")
