# The exception that sys.exit raises can be caught, inspected and stopped.
import sys

for argument in (None, 0, 9, "text", ("a", 1)):
    try:
        sys.exit(argument)
    except BaseException as error:
        print(type(error).__name__, error.code, isinstance(error, Exception))
try:
    exit()
except:
    print("stopped")
print("OK")
