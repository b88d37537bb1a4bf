# Code that the compiler's optimiser computes ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
# Each is small enough to be folded.
while True:
    compile("+".join("9 ** 99" for _ in range(2000)), "", "eval")
