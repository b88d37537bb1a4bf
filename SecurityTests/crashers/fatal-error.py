# A fatal error of the interpreter ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# without: language audit
# control: none
import ctypes

ctypes.pythonapi.Py_FatalError(b"on purpose")
