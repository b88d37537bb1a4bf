# A tuple seen by the collector before it is filled ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# without: language audit
# control: none
import gc


def generate():
    marker = object()
    yield marker
    [found] = [x for x in gc.get_referrers(marker) if type(x) is tuple]
    print(found)
    print(found[1])


tuple(generate())
