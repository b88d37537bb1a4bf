# The hash of a million nested methods uses up the stack or the memory.
# verdict: memory, crashed
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
