# A partial function that holds itself ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import functools

partial = functools.partial(print)
for state in [(print, (), {}, None), (len, ("x",), {}, {}), (partial, (), {}, {}), (None, 1, 2, 3)]:
    try:
        partial.__setstate__(state)
        repr(partial)
        partial()
    except (TypeError, RecursionError):
        pass
