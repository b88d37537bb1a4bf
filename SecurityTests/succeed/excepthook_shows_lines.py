# sys.__excepthook__ and threads show the source lines of an exception, as the end of a script does.
import io
import sys
import threading

sys.stderr = io.StringIO()
try:
    raise ValueError("in a hook")
except ValueError as error:
    sys.__excepthook__(type(error), error, error.__traceback__)


def fail():
    raise ValueError("in a thread")


thread = threading.Thread(target=fail)
thread.start()
thread.join()
text = sys.stderr.getvalue()
print('    raise ValueError("in a hook")' in text, '    raise ValueError("in a thread")' in text)
print("OK")
