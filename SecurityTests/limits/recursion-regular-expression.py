# A very deep regular expression is a RecursionError.
# verdict: exception
# limits: cpu=5s wall=60s
# control: none
import re
import sys

sys.setrecursionlimit(10 ** 4)
re.compile("(" * 10 ** 5 + ")" * 10 ** 5)
