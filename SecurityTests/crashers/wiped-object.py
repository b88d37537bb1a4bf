# An object overwritten with nonsense ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# without: language audit
# control: none
import ctypes

class Value:
    pass

ctypes.memset(id(Value), 65, 400)
Value()
