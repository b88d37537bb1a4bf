# A read at address zero ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# without: language audit
# control: none
import ctypes

ctypes.string_at(0)
