# Temporary files and folders of every kind come and go.
# files: scratch=8MiB
import os
import pathlib
import sys
import tempfile

scratch = sys.argv[1]
tempfile.tempdir = scratch
assert tempfile.gettempdir() == scratch and tempfile.gettempdirb() == os.fsencode(scratch)

with tempfile.TemporaryFile("w+") as file:
    file.write("text")
    file.seek(0)
    assert file.read() == "text"
with tempfile.NamedTemporaryFile(suffix=".txt", prefix="named-", delete=False) as file:
    file.write(b"bytes")
assert os.path.basename(file.name).startswith("named-") and pathlib.Path(file.name).read_bytes() == b"bytes"
os.unlink(file.name)
with tempfile.NamedTemporaryFile() as file:
    assert os.path.exists(file.name)
assert not os.path.exists(file.name)
with tempfile.SpooledTemporaryFile(max_size=10) as file:
    file.write(b"12345")
    assert not file._rolled
    file.write(b"67890123")
    assert file._rolled
    file.seek(0)
    assert file.read() == b"1234567890123"
with tempfile.TemporaryDirectory() as folder:
    pathlib.Path(folder, "a", "b").mkdir(parents=True)
    pathlib.Path(folder, "a", "b", "file").touch()
    os.chmod(pathlib.Path(folder, "a"), 0o500)
assert not os.path.exists(folder)
handle, name = tempfile.mkstemp(text=True)
with os.fdopen(handle, "w") as file:
    file.write("x")
assert os.stat(name).st_mode & 0o777 == 0o600
os.remove(name)
os.rmdir(tempfile.mkdtemp())
assert os.listdir(scratch) == []
