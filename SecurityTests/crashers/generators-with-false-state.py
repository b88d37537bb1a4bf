# Random generators refuse states that they cannot have.
# verdict: exit
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import random

generator = random.Random()
for state in [(3, (2 ** 31,) * 624 + (2 ** 31,), None), (3, tuple([1] * 624 + [625]), None), (3, tuple([1] * 624 + [-1]), None),
              (3, tuple([2 ** 32] * 625), None), (3, (), None)]:
    try:
        generator.setstate(state)
        generator.random()
        generator.randbytes(10000)
    except (OverflowError, TypeError, ValueError):
        pass
