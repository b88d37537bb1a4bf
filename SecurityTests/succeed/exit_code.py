# sys.exit(n) ends with status n after finally, with and atexit.
# exit: 3
import atexit
import sys
from contextlib import contextmanager

atexit.register(print, "OK")


@atexit.register
def first():
    print("atexit")


@contextmanager
def resource():
    try:
        yield
    finally:
        print("released")


try:
    with resource():
        sys.exit(3)
finally:
    print("finally")
print("never printed")
