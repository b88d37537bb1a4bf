# No thread starts where none is granted.
# verdict: exit
# limits: threads=0 cpu=5s wall=60s
# control: none
import threading

try:
    threading.Thread(target=print).start()
except RuntimeError as error:
    assert "limit on threads" in str(error), error
else:
    raise AssertionError
