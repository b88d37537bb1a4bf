# Iterators that their own items enter again refuse, or go on.
# verdict: exit
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import itertools


class Again:
    depth = 0

    def __iter__(self):
        return self

    def __next__(self):
        Again.depth += 1
        if Again.depth > 50:
            Again.depth = 0
            raise StopIteration
        next(outer)
        return 1


def key(value):
    try:
        next(outer)
    except (StopIteration, RuntimeError, ValueError):
        pass
    return value


for make in [
    lambda: itertools.tee(Again())[0],
    lambda: itertools.chain.from_iterable(Again()),
    lambda: itertools.cycle(Again()),
    lambda: itertools.zip_longest(Again(), Again()),
    lambda: itertools.groupby(Again(), key),
    lambda: itertools.islice(Again(), 0, 100),
    lambda: itertools.accumulate(Again()),
    lambda: itertools.takewhile(key, Again()),
    lambda: itertools.starmap(print, Again()),
    lambda: itertools.pairwise(Again()),
    lambda: zip(Again(), Again()),
    lambda: enumerate(Again()),
    lambda: map(key, Again()),
    lambda: filter(key, Again()),
]:
    Again.depth = 0
    outer = make()
    for _ in range(100):
        try:
            next(outer)
        except (StopIteration, RuntimeError, TypeError, ValueError):
            pass
