# Causes, contexts, notes and groups are all in the formatted exception.
import re
import traceback


def fail():
    raise KeyError("inner")


def shown(error):
    text = "".join(traceback.format_exception(error))
    return re.sub(r'File "[^"]+"', "File NAME", text)


try:
    try:
        fail()
    except KeyError as error:
        raise ValueError("outer") from error
except ValueError as error:
    error.add_note("a note")
    print(shown(error))
try:
    raise ExceptionGroup("many", [ValueError(1), TypeError(2)])
except ExceptionGroup as error:
    print(shown(error))
print(traceback.format_exception_only(ZeroDivisionError("by zero")))
print("OK")
