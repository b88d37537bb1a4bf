# No module of the library reads for a script what is outside of its mounted folders.
# goal: tangible
# family: files
# held-by: language
# expect: HELD FileNotFoundError, OSError, AssertionError, OperationalError, PermissionError, ImportError, NameError, KeyError, ModuleNotFoundError, AttributeError
# control: python3
# files: mount=ro:/data scratch=1MiB
# each: absolute relative process made
import sys

target, nonce, port, data, scratch, way = sys.argv[1:7]
secret = "secret-" + nonce[::-1]
paths = {
    "absolute": data + "/link-absolute", "relative": data + "/link-outside/secret.txt", "process": data + "/link-process",
    "made": scratch + "/made",
}
path = paths[way]


def bytes_of(file):
    with file:
        return file.read()


def codecs_open():
    import codecs
    return bytes_of(codecs.open(path, "r", "utf-8"))


def lines():
    import linecache
    return "".join(linecache.getlines(path))


def source():
    import tokenize
    return bytes_of(tokenize.open(path))


def copy():
    import shutil
    shutil.copyfile(path, scratch + "/copy")
    return bytes_of(open(scratch + "/copy"))


def copied_tree():
    import os
    import shutil
    shutil.copytree(os.path.dirname(path), scratch + "/tree", dirs_exist_ok=True, ignore_dangling_symlinks=True,
                    ignore=lambda folder, names: [name for name in names if name != os.path.basename(path)])
    return bytes_of(open(scratch + "/tree/" + os.path.basename(path)))


def pathlib_text():
    import pathlib
    return pathlib.Path(path).resolve().read_text()


def chained():
    import fileinput
    return "".join(fileinput.input([path]))


def archived():
    import io
    import tarfile
    room = io.BytesIO()
    with tarfile.open(fileobj=room, mode="w", dereference=True) as archive:
        archive.add(path, "name")
    return room.getvalue().decode("latin-1")


def zipped():
    import io
    import zipfile
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w") as archive:
        archive.write(path, "name")
    return room.getvalue().decode("latin-1")


def configured():
    import configparser
    reader = configparser.ConfigParser(allow_no_value=True, strict=False)
    reader.read_string("[a]\n")
    try:
        reader.read_file(open(path))
    except configparser.Error as error:
        return str(error)
    return ""


def compared():
    import filecmp
    with open(scratch + "/guess", "w") as file:
        file.write(secret)
    return secret if filecmp.cmp(path, scratch + "/guess", shallow=False) else ""


def digested():
    import hashlib
    with open(path, "rb") as file:
        found = hashlib.file_digest(file, "sha256").digest()
    return secret if found == hashlib.sha256(secret.encode()).digest() else ""


def imported():
    import os
    import shutil
    import traceback
    os.symlink(path, scratch + "/planted.py")
    sys.path.insert(0, scratch)
    try:
        import planted
    except (NameError, SyntaxError):
        return traceback.format_exc()
    finally:
        sys.path.remove(scratch)
        os.unlink(scratch + "/planted.py")


def with_resources():
    import importlib.resources
    import os
    os.makedirs(scratch + "/package", exist_ok=True)
    open(scratch + "/package/__init__.py", "w").close()
    os.symlink(path, scratch + "/package/text")
    sys.path.insert(0, scratch)
    try:
        return importlib.resources.files("package").joinpath("text").read_text()
    finally:
        sys.path.remove(scratch)


def below_raw():
    import io
    return io.FileIO(path).readall().decode()


def by_opener():
    import os
    folder = os.open(os.path.dirname(path), os.O_RDONLY)
    name = os.path.basename(path)
    return bytes_of(open(name, opener=lambda name, flags: os.open(name, flags, dir_fd=folder)))


ROUTES = [
    codecs_open, lines, source, copy, copied_tree, pathlib_text, chained, archived, zipped, configured, compared, digested,
    imported, with_resources, below_raw, by_opener]
escaped = False
print("MARK", nonce, flush=True)
try:
    if way == "made":
        import os
        os.symlink(target + "/secret.txt", path)
    for route in ROUTES:
        try:
            assert secret in route(), "nothing was read"
            escaped = True
            print("PASSED", route.__name__)
        except BaseException as error:
            print(f"REFUSED {route.__name__}: {type(error).__name__} {error}")
            kept = error
    if not escaped:
        raise kept
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
