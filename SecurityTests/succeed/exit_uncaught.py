# An uncaught exception ends with status 1, after finally and atexit.
# exit: 1
import atexit

atexit.register(print, "OK")
try:
    {}["missing"]
finally:
    print("finally")
