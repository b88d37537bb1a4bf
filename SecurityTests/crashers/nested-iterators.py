# A next through four million nested filters overruns the C stack and ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import itertools

for wrap in [lambda i: filter(None, i), lambda i: zip(i), lambda i: enumerate(i), lambda i: itertools.chain(i),
             lambda i: itertools.islice(i, 5), lambda i: itertools.accumulate(i), lambda i: itertools.starmap(abs, i),
             lambda i: itertools.compress(i, [1]), lambda i: itertools.zip_longest(i), lambda i: itertools.groupby(i)]:
    items = iter([])
    for _ in range(4 * 10 ** 6):
        items = wrap(items)
    next(items, None)
