# sys.__excepthook__ shows where the exception itself says that it was raised.
import io
import sys


def fail():
    raise ValueError("wrong")


for given in (None, "its own"):
    try:
        fail()
    except ValueError as error:
        stream = io.StringIO()
        sys.stderr = stream
        sys.__excepthook__(ValueError, error, given and error.__traceback__)
        sys.stderr = sys.__stderr__
        print(stream.getvalue().count("in fail"), stream.getvalue().splitlines()[-1])
print("OK")
