# The text of a huge integer ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
import sys

sys.set_int_max_str_digits(0)
str(1 << 10 ** 8)
