# A flood on stderr ends at the output limit.
# verdict: output
# limits: output=1MiB cpu=5s wall=60s
# control: none
import sys

while True:
    sys.stderr.write("x")
