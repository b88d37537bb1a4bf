# Warnings without end end at the output limit.
# verdict: output
# limits: output=1MiB cpu=5s wall=60s
# control: none
import warnings

warnings.simplefilter("always")
while True:
    warnings.warn("x" * 1000)
