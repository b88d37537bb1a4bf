# An exception raised inside a library module shows the library's function names.
import json
import traceback

try:
    json.loads('{"a": }')
except json.JSONDecodeError as error:
    frames = traceback.extract_tb(error.__traceback__)
    print([frame.name for frame in frames], error.lineno, error.colno, error.pos)
    print(frames[0].line)
    print(error)
try:
    sorted([1, "a"], key=lambda value: value + 1)
except TypeError as error:
    print([frame.name for frame in traceback.extract_tb(error.__traceback__)], error)
print("OK")
