# Very deep tuples, lists, dicts and exceptions are released without recursion.
# verdict: exit
# limits: cpu=5s wall=60s
# control: none
import functools

for make in [lambda x: (x,), lambda x: [x], lambda x: {0: x}, lambda x: functools.partial(print, x)]:
    value = None
    for _ in range(10 ** 5):
        value = make(value)
    del value
error = None
for _ in range(10 ** 5):
    following = ValueError()
    following.__cause__ = error
    error = following
del error, following
