# A million nested sets are released without recursion.
# verdict: exit
# limits: cpu=10s wall=60s memory=256MiB
# control: none
value = frozenset()
for _ in range(10 ** 6):
    value = frozenset([value])
del value
