# Programs for the regular expression engine that no compiler made are refused.
# verdict: exit, exception, denied
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import _sre

for code in [[2 ** 32 - 1], [0] * 10, list(range(100)), [24, 2 ** 31, 0, 5, 1], [15, 2 ** 32 - 2], [19, 1, 2, 3, 1]]:
    try:
        _sre.compile("x", 0, code, 2 ** 30, {}, ()).match("x" * 1000)
    except (RuntimeError, OverflowError, ValueError):
        pass
