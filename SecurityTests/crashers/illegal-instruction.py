# An instruction that no processor has ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=10s memory=256MiB
# without: language audit
# control: none
import ctypes

# ud2, where a function of libc happens to have these bytes.
libc = ctypes.CDLL(None)
start = ctypes.cast(libc.memcpy, ctypes.c_void_p).value & ~4095
for offset in range(0, 1 << 19):
    if ctypes.string_at(start + offset, 2) == b"\x0f\x0b":
        ctypes.CFUNCTYPE(None)(start + offset)()
ctypes.string_at(0)
