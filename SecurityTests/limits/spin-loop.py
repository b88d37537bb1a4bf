# A loop ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
while True:
    pass
