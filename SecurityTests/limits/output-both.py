# A flood on both streams ends at the output limit.
# verdict: output
# limits: output=1MiB cpu=5s wall=60s
# control: none
import sys

while True:
    print("o" * 1000)
    print("e" * 1000, file=sys.stderr)
