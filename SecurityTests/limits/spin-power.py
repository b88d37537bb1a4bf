# A power of integers, computed in C, ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
print(3 ** 10 ** 8 % 7)
