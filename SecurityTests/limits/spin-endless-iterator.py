# An endless iterator consumed in C ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=5s
# control: none
import itertools

max(itertools.repeat(1))
