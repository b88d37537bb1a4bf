# The release of a million nested properties overruns the C stack, or takes all its time.
# verdict: crashed, cpuTime, exit
# limits: cpu=3s wall=60s memory=256MiB
# control: none
value = property()
for _ in range(10 ** 6):
    value = property(value)
del value
