# A trace function is refused by name.
# verdict: denied
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import sys


def nothing():
    pass


def trace(*_):
    try:
        nothing()
    except BaseException:
        pass
    return trace


def descend():
    descend()


sys.settrace(trace)
descend()
