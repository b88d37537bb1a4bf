# Cycles that no collector may take end at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
import gc

gc.disable()
while True:
    cycle = []
    cycle.append(cycle)
