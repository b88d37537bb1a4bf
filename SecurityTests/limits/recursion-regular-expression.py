# A very deep regular expression is a RecursionError, or takes the time that it has.
# verdict: exception, cpuTime
# limits: cpu=5s wall=60s
# control: none
import re
import sys

sys.setrecursionlimit(10 ** 9)
re.compile("(" * 10 ** 5 + ")" * 10 ** 5)
