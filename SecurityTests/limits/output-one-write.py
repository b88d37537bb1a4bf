# One write beyond the limit ends at the output limit.
# verdict: output
# limits: output=1MiB cpu=5s wall=60s
# control: none
import sys

sys.stdout.write("x" * (100 << 20))
