# What is no file in a mounted folder is not opened, and holds nothing up.
# goal: tangible
# family: files
# held-by: language
# expect: HELD FileNotFoundError, OSError, PermissionError, AssertionError
# control: python3
# files: mount=rw:/work
# each: fifo fifo_made fifo_as_place socket listed removed
import os
import sys

target, nonce, port, work, way = sys.argv[1:6]


def fifo():
    # Opened for both, it waits for nobody.
    descriptor = os.open(work + "/fifo", os.O_RDWR | os.O_NONBLOCK)
    os.write(descriptor, b"x")


def fifo_made():
    open(work + "/fifo-link", "w") if not hasattr(os, "mkfifo") else os.mkfifo(work + "/made")
    os.write(os.open(work + "/made", os.O_RDWR | os.O_NONBLOCK), b"x")


def fifo_as_place():
    os.close(os.open(work + "/fifo", os.O_PATH))


def socket():
    os.rename(work + "/socket", work + "/moved")
    assert os.path.lexists(work + "/moved")


def listed():
    assert {"fifo", "socket"} & set(os.listdir(work))


def removed():
    os.unlink(work + "/fifo")


print("MARK", nonce, flush=True)
try:
    locals()[way]()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
