# The release of four million nested slices overruns the C stack and ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# control: none
value = None
for _ in range(4 * 10 ** 6):
    value = slice(value)
try:
    repr(value)
except RecursionError:
    pass
try:
    value == slice(value)
except RecursionError:
    pass
del value
