# An overrun of the C stack ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=64MiB
# without: language audit
# control: none
import faulthandler

faulthandler._stack_overflow()
