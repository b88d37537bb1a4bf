# An instruction that no processor has ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# without: language audit
# control: none
import ctypes

# ud2, wherever the C library's code happens to hold its two bytes.
libc = ctypes.CDLL(None)
start = ctypes.cast(libc.qsort, ctypes.c_void_p).value
offset = ctypes.string_at(start, 1 << 20).find(b"\x0f\x0b")
assert offset >= 0
ctypes.CFUNCTYPE(None)(start + offset)()
