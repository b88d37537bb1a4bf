# sys.excepthook and traceback.print_exception show an exception on standard error.
import contextlib
import io
import sys
import traceback

text = io.StringIO()
try:
    int("x")
except ValueError as error:
    with contextlib.redirect_stderr(text):
        sys.excepthook(type(error), error, error.__traceback__)
    print(text.getvalue().splitlines()[-1])
    with contextlib.redirect_stderr(text):
        traceback.print_exc()
    print(text.getvalue().count("ValueError"))
print("OK")
