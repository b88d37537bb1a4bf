# Code may be given another name, as jinja2 does for tracebacks.
import traceback


def fail():
    return 1 / 0


fail.__code__ = fail.__code__.replace(co_name="template", co_filename="<page>", co_qualname="page.template")
print(fail.__code__.co_name, fail.__code__.co_filename, fail.__code__.co_qualname, fail.__code__.replace() == fail.__code__)
try:
    fail()
except ZeroDivisionError as error:
    print(traceback.extract_tb(error.__traceback__)[-1])
print("OK")
