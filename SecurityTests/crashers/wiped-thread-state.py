# The interpreter's own state overwritten with nonsense ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# without: language audit
# control: none
import ctypes

state = ctypes.pythonapi.PyThreadState_Get
state.restype = ctypes.c_void_p
ctypes.memset(state(), 255, 200)
print("alive")
