# A file that has a name outside of its mounted folder is not changed by the one inside.
# goal: tangible
# family: files
# held-by: language
# expect: HELD PermissionError
# control: python3
# files: mount=rw:/work
# each: write update empty cut mode mode_of_open time by_moved_name
import os
import sys

target, nonce, port, work, way = sys.argv[1:6]
inside, outside = work + "/hard", work + "/../outside/hard.txt"


def write():
    with open(inside, "a") as file:
        file.write("changed\n")


def update():
    os.pwrite(os.open(inside, os.O_RDWR), b"changed", 0)


def empty():
    open(inside, "w").close()


def cut():
    os.truncate(inside, 3)


def mode():
    os.chmod(inside, 0o600)


def mode_of_open():
    os.fchmod(os.open(inside, os.O_RDONLY), 0o600)


def time():
    os.utime(inside, (1, 1))


def by_moved_name():
    os.rename(inside, work + "/moved")
    os.truncate(work + "/moved", 3)


print("MARK", nonce, flush=True)
try:
    before = os.stat(inside)
    locals()[way]()
    assert os.stat(outside).st_ctime_ns > before.st_ctime_ns
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
