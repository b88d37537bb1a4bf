# The hash of three million nested tuples overruns the stack that its memory allows and ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=180MiB
# control: none
value = ()
for _ in range(3 * 10 ** 6):
    value = (value,)
hash(value)
