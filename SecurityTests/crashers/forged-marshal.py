# Code unmarshalled from random bytes ends the run as crashed, or at the processor limit.
# verdict: crashed, cpuTime, exit, exception
# limits: cpu=1s wall=60s
# without: language audit
# control: none
import marshal
import random

def sample(a, b=2, *c, d, **e):
    try:
        return [a for a in b if (lambda: a)()]
    finally:
        yield c, d


image = marshal.dumps(sample.__code__)
chance = random.Random(1)
for _ in range(100000):
    bad = bytearray(image)
    for _ in range(3):
        bad[chance.randrange(len(bad))] = chance.randrange(256)
    try:
        eval(marshal.loads(bytes(bad)))
    except Exception:
        pass
