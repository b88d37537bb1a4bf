# A next through a million nested maps overruns the stack that its memory allows and ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=130MiB
# control: none
items = iter([])
for _ in range(10 ** 6):
    items = map(abs, items)
next(items, None)
