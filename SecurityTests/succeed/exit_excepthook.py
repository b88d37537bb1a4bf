# sys.excepthook is called with an uncaught exception.
# exit: 1
import sys


def hook(kind, value, trace):
    print("hook", kind.__name__, value, trace.tb_lineno > 0)
    print("OK")


sys.excepthook = hook
raise ValueError("uncaught")
