# The descriptors of the process are not those of the script, files granted or not.
# goal: tangible
# family: files
# held-by: language
# expect: HELD OSError, AssertionError
# control: python3
# files: mount=ro:/data
# each: look read duplicate stream opened path device
import io
import os
import sys

target, nonce, port, data, way = sys.argv[1:6]


def look(number):
    os.fstat(number)


def read(number):
    os.pread(number, 1, 0)


def duplicate(number):
    os.close(os.dup(number))


def stream(number):
    io.FileIO(number, "rb", closefd=False).close()


def opened(number):
    io.open(number, "rb", closefd=False).close()


def path(number):
    os.stat(f"/proc/self/fd/{number}")


def device(number):
    os.stat(f"/dev/fd/{number}")


act = locals()[way]
print("MARK", nonce, flush=True)
try:
    real = os.open(data + "/readme.txt", os.O_RDONLY)
    reached = []
    for number in range(3, 64):
        try:
            act(number)
            reached.append(number)
        except OSError:
            pass
    assert reached
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
