# A regular expression's stack ends at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
import re

re.match("(?:(a)|b)*(?:(a)|c)*$", "a" * (4 << 20))
while True:
    re.match("(?:(?:a|ab)(?:c|))*d", "a" * (8 << 20))
