# A formatted traceback shows the script's own lines and no path but the script's.
import os
import re
import traceback


def inner(values):
    return values["missing"]  # the faulty line


def outer():
    return inner({"present": 1})


try:
    outer()
except KeyError:
    text = traceback.format_exc()

files = re.findall(r'File "([^"]+)"', text)
print(len(files), set(files) == {__file__}, os.path.isabs(__file__))
print(re.sub(r'File "[^"]+"', "File NAME", text), end="")
print("OK")
