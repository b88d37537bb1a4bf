# A call to an address that holds data ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# without: language audit
# control: none
import ctypes

code = ctypes.create_string_buffer(b"\xc3" * 4096)
ctypes.CFUNCTYPE(None)(ctypes.addressof(code))()
