# The release of four million nested iterators overruns the C stack and ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import itertools

items = iter([])
for _ in range(4 * 10 ** 6):
    items = itertools.takewhile(bool, items)
del items
