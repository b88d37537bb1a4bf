# Iterators refuse states that lie beyond what they hold.
# verdict: exit
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import itertools
import array
import collections


def attempt(iterator, *states):
    for state in states:
        try:
            iterator.__setstate__(state)
            for _ in range(5):
                next(iterator)
            repr(iterator)
        except (AttributeError, IndexError, OverflowError, StopIteration, TypeError, ValueError):
            pass


huge = 2 ** 62
for state in [-1, huge, -huge, (huge,), (huge, huge), ((huge,), huge), ([1], -1), ((0, huge), (0,)), (iter([]), huge)]:
    for iterator in [
        iter([1, 2]), iter((1, 2)), iter("ab"), iter(b"ab"), iter(bytearray(b"ab")), iter(range(3)), iter(range(2 ** 70)),
        reversed([1, 2]), iter(array.array("q", [1, 2])), itertools.cycle([1, 2]), itertools.product([1, 2], [3, 4]),
        itertools.permutations([1, 2, 3], 2), itertools.combinations([1, 2, 3], 2),
        itertools.combinations_with_replacement([1, 2, 3], 2), itertools.chain([1], [2]), itertools.islice([1, 2], 1),
        itertools.accumulate([1, 2]), itertools.takewhile(bool, [1, 2]), itertools.dropwhile(bool, [1, 2]),
        itertools.groupby([1, 2]), itertools.zip_longest([1], [2]), itertools.tee([1, 2])[0], itertools.count(),
        zip([1], [2]), map(print, []), filter(None, [1]), enumerate([1]),
    ]:
        attempt(iterator, state)
