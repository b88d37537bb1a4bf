# An endless iterator consumed in C ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
import itertools

max(itertools.repeat(1))
