# A regular expression that backtracks ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
import re

re.match("(a+)+$", "a" * 64 + "b")
