# A traceback beyond the limit ends at the output limit.
# verdict: output
# limits: output=1MiB cpu=5s wall=60s
# control: none
raise ValueError("x" * (2 << 20))
