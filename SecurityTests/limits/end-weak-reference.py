# A callback of a weak reference that never returns ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
import weakref


class Target:
    pass


def endless(_):
    while True:
        pass


target = Target()
reference = weakref.ref(target, endless)
del target
