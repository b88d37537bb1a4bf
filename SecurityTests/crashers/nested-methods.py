# The hash of a million nested methods overruns the C stack and ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import types

function = print
for _ in range(10 ** 6):
    function = types.MethodType(function, 1)
try:
    hash(function)
except RecursionError:
    pass
try:
    function()
except RecursionError:
    pass
