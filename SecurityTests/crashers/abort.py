# An abort ends the run as crashed, though it can send no signal.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# without: language audit
# control: none
import os

os.abort()
