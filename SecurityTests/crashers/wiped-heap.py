# A heap overwritten with nonsense ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# without: language audit
# control: none
import ctypes

block = ctypes.pythonapi.PyMem_RawMalloc
block.restype = ctypes.c_void_p
block.argtypes = [ctypes.c_size_t]
address = block(1000)
ctypes.memset(address - 16, 255, 5000)
free = ctypes.pythonapi.PyMem_RawFree
free.argtypes = [ctypes.c_void_p]
free(address)
