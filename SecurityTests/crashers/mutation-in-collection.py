# A list that the collector's callbacks empty while it is sliced ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import gc
import weakref


class A:
    pass


def callback(reference):
    del items[:]


kept = []
for index in range(100):
    items = [str(index)]
    a = A()
    a.cycle = a
    kept.append(weakref.ref(a, callback))
    del a
    while items:
        kept.append(items[:])
