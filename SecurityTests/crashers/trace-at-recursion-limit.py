# A trace function at the recursion limit ends the run with an exception, or as crashed.
# verdict: exception, crashed
# limits: cpu=3s wall=60s memory=256MiB
# without: language audit
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
