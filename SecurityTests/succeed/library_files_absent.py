# Paths, folders and files answer with the errors that scripts know, where there is nothing to find.
import errno
import glob
import io
import os
import pathlib
import shutil
import stat


def attempt(function, *arguments, **keywords):
    try:
        return function(*arguments, **keywords)
    except OSError as error:
        return type(error).__name__, errno.errorcode[error.errno], error.filename, error.filename2


print(attempt(os.stat, "/no/such/file"), attempt(os.stat, b"/no\xff"), attempt(os.listdir, "/no"))
print(attempt(os.rename, "/no/1", "/no/2"), attempt(os.chdir, "/no"), attempt(os.mkdir, "/tmp"))
print(attempt(io.open, "/no"), attempt(io.open, "/tmp"), attempt(io.FileIO, "/no/x"))
print(attempt(os.close, 987654), attempt(os.fstat, 987654), attempt(os.waitpid, -1, 0))
for wrong in (lambda: os.stat("a\0b"), lambda: os.stat(1.5), lambda: io.open("/tmp", "rw"), lambda: io.FileIO(-1)):
    try:
        wrong()
    except (TypeError, ValueError) as error:
        print(type(error).__name__)
print(os.path.exists("/no"), os.access("/no", os.R_OK), glob.glob("/no/*"), pathlib.Path("/no").exists())

status = os.stat("/tmp")
print(stat.S_ISDIR(status.st_mode), len(status), status.st_mtime_ns // 10**9 == int(status.st_mtime))
folder = os.open("/", os.O_RDONLY)
print("tmp" in os.listdir(folder), os.stat("tmp", dir_fd=folder).st_ino == status.st_ino)
os.close(folder)
with os.scandir("/") as entries:
    entry = next(entry for entry in entries if entry.name == "tmp")
print(entry.name, entry.path, os.fspath(entry), entry.is_dir(), entry.is_file(), entry)
os.chdir("/tmp")
print(os.getcwd(), os.getcwdb(), os.path.abspath("x"))
print(shutil.disk_usage("/").used >= 0, os.makedirs("/tmp", exist_ok=True))

with io.open(__file__) as source:
    print(source.readline(), end="")
with io.FileIO(__file__) as source:
    print(source.read(7), source.seek(-4, os.SEEK_END), source.readall(), source.mode)
descriptor = os.open(__file__, os.O_RDONLY)
with os.fdopen(descriptor, "rb") as source:
    print(os.read(descriptor, 7), source.read(2))
print("OK")
