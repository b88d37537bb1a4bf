# A script gives no file of the host a set-id bit, and changes none that has one.
# goal: tangible
# family: files
# held-by: language
# expect: HELD PermissionError, AssertionError
# control: python3
# files: mount=rw:/work
# each: mode group open_file new changed
import os
import sys

target, nonce, port, work, way = sys.argv[1:6]


def mode():
    os.chmod(work + "/run.sh", 0o4755)
    return "/run.sh"


def group():
    os.chmod(work + "/run.sh", 0o2755)
    return "/run.sh"


def open_file():
    os.fchmod(os.open(work + "/run.sh", os.O_RDWR), 0o4755)
    return "/run.sh"


def new():
    descriptor = os.open(work + "/new", os.O_CREAT | os.O_WRONLY, 0o4755)
    os.fchmod(descriptor, 0o4755)
    return "/new"


def changed():
    # Linux takes the bit from what an ordinary user writes to, but a host may be root.
    with open(work + "/set-id", "a") as file:
        file.write("true\n")
    os.chmod(work + "/set-id", 0o4755)
    return "/set-id"


print("MARK", nonce, flush=True)
try:
    assert os.stat(work + locals()[way]()).st_mode & 0o6000
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
