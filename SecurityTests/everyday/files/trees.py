# Folders are walked, searched, compared, copied, moved and removed.
# files: mount=ro:/data mount=rw:/work scratch=16MiB
import errno
import filecmp
import glob
import os
import pathlib
import shutil
import stat
import sys

data, work, scratch = map(pathlib.Path, sys.argv[1:])

for place in (work, scratch):
    top = place / "top"
    for name in ("a/b/c", "a/d", "e"):
        (top / name).mkdir(parents=True)
        for number in range(3):
            (top / name / ("%d.txt" % number)).write_text(name)
    found = sorted(os.path.relpath(os.path.join(folder, name), top) for folder, _, names in os.walk(top) for name in names)
    assert len(found) == 9 and found[0] == "a/b/c/0.txt"
    assert [name for name, _, _ in os.walk(top, topdown=False)][-1] == str(top)
    assert len(list(top.rglob("*.txt"))) == 9 and len(glob.glob(str(top / "**" / "1.txt"), recursive=True)) == 3
    assert glob.glob("*/d/?.txt", root_dir=top) and list(top.glob("[ae]")) and not list(top.glob("z*"))
    with os.scandir(top / "e") as entries:
        assert sum(entry.stat().st_size for entry in entries if entry.is_file()) == 3
    handle = os.open(top, os.O_RDONLY | os.O_DIRECTORY)
    assert [sorted(names) for _, _, names, _ in os.fwalk("e", dir_fd=handle)] == [["0.txt", "1.txt", "2.txt"]]
    assert os.stat("e/0.txt", dir_fd=handle).st_size == 1
    os.close(handle)

    shutil.copytree(top, place / "copy", ignore=shutil.ignore_patterns("2.*"))
    compared = filecmp.dircmp(top, place / "copy")
    assert compared.common_dirs == ["a", "e"] and compared.subdirs["e"].left_only == ["2.txt"]
    shutil.copytree(top, place / "copy", dirs_exist_ok=True)
    assert not filecmp.dircmp(top, place / "copy").subdirs["e"].left_only
    shutil.move(place / "copy" / "e", place / "moved")
    assert (place / "moved" / "0.txt").exists() and not (place / "copy" / "e").exists()
    shutil.copy2(top / "e" / "0.txt", place / "same")
    assert os.path.getmtime(place / "same") == os.path.getmtime(top / "e" / "0.txt")
    os.utime(place / "same", ns=(10**18, 10**18 + 1))
    assert os.stat(place / "same").st_mtime_ns == 10**18 + 1
    (place / "same").chmod(0o600)
    assert stat.filemode((place / "same").stat().st_mode) == "-rw-------"
    (place / "same").replace(place / "other")
    (place / "other").touch()
    with open(place / "other", "r+") as file:
        file.truncate(0)
    assert (place / "other").stat().st_size == 0
    shutil.rmtree(place / "copy")
    shutil.rmtree(place / "absent", ignore_errors=True)
    os.removedirs(place / "moved") if not os.listdir(place / "moved") else shutil.rmtree(place / "moved")
    try:
        (place / "top").rmdir()
    except OSError as error:
        assert error.errno == errno.ENOTEMPTY
    shutil.rmtree(top)
    (place / "other").unlink()
    (place / "other").unlink(missing_ok=True)
    assert not (place / "top").exists()

# Across grants, and within the one in memory what a host folder does not take.
shutil.move(shutil.copytree(data / "folder", scratch / "fetched"), work)
assert (work / "fetched" / "deep" / "leaf.txt").read_text() == "leaf\n"
shutil.rmtree(work / "fetched")
os.symlink("target", scratch / "link")
(scratch / "target").write_text("t")
os.link(scratch / "target", scratch / "hard")
assert (scratch / "link").read_text() == "t" and os.path.samefile(scratch / "hard", scratch / "link")
assert (scratch / "link").resolve() == (scratch / "target").resolve()
os.chdir(scratch)
assert pathlib.Path("target").absolute() == pathlib.Path.cwd() / "target" and os.path.exists("./hard")
assert shutil.disk_usage(scratch).total > 0 and shutil.disk_usage(data).free > 0
