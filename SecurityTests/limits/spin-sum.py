# A sum over a range, computed in C, ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
sum(range(10 ** 12))
