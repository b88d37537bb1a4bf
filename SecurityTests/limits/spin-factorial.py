# A factorial, computed in C, ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
import math

math.factorial(10 ** 8)
