# An object released more often than it was taken ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# without: language audit
# control: none
import ctypes

release = ctypes.pythonapi.Py_DecRef
release.argtypes = [ctypes.py_object]
release.restype = None
for _ in range(100000):
    release(None)
    release(())
items = [() for _ in range(1000)]
