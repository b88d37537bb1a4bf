# An instance whose class is called through instances of it is a RecursionError.
# verdict: exception
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import sys

sys.setrecursionlimit(10 ** 6)
kind = type("Endless", (), {})
kind.__call__ = kind()
kind()()
