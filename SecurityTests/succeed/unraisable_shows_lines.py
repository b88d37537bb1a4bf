# What finalisers and exit functions raise is shown with its source lines.
import atexit
import io
import sys

sys.stderr = io.StringIO()


class Final:
    def __del__(self):
        raise ValueError("in a finaliser")


Final()


def generator():
    try:
        yield
    finally:
        raise KeyError("in a generator")


waiting = generator()
next(waiting)
del waiting
text = sys.stderr.getvalue()
print('    raise ValueError("in a finaliser")\nValueError: in a finaliser\n' in text)
print("    raise KeyError(\"in a generator\")\nKeyError: 'in a generator'\n" in text)
print(text.splitlines()[0].partition(" 0x")[0], text.count("Traceback"))


@atexit.register
def last():
    print("    1 / 0" in sys.stderr.getvalue())
    print("OK")


@atexit.register
def fail():
    1 / 0
