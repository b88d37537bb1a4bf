# No way up leads out of a mounted folder.
# goal: tangible
# family: files
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
# files: mount=ro:/data
# each: from_folder from_descriptor through_link with_slashes by_change as_bytes
import os
import sys

target, nonce, port, data, way = sys.argv[1:6]
secret = "secret-" + nonce[::-1]
SECRET = "outside/secret.txt"


def from_folder():
    os.chdir(data + "/folder/deep")
    return os.open("../../../" + SECRET, os.O_RDONLY)


def from_descriptor():
    return os.open("../" + SECRET, os.O_RDONLY, dir_fd=os.open(data, os.O_RDONLY))


def through_link():
    # A link to a folder leads up from where it points to.
    return os.open(data + "/link-folder/../../" + SECRET, os.O_RDONLY)


def with_slashes():
    return os.open(data + "//./folder/.././/..//" + SECRET, os.O_RDONLY)


def by_change():
    os.fchdir(os.open(data + "/folder", os.O_RDONLY))
    os.chdir("..")
    os.chdir("..")
    return os.open(SECRET, os.O_RDONLY)


def as_bytes():
    return os.open(os.fsencode(data) + b"/../" + SECRET.encode(), os.O_RDONLY)


print("MARK", nonce, flush=True)
try:
    assert secret in os.read(locals()[way](), 100).decode()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
