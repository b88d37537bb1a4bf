# A stack overwritten with nonsense ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# without: language audit
# control: none
import ctypes

local = ctypes.create_string_buffer(8)
pthread = ctypes.CDLL(None)
frame = ctypes.c_long(0)
stack = ctypes.pythonapi.PyOS_getsig
libc = ctypes.CDLL(None)
environment = ctypes.c_void_p.in_dll(libc, "environ")
ctypes.memset(environment.value - (1 << 20), 255, (1 << 20) - 4096)
