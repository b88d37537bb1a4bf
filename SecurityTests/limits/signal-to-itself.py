# A signal that the process would send to itself ends the run as a forbidden call.
# verdict: forbiddenSystemCall
# without: language audit
# control: none
import os
import signal

os.kill(os.getpid(), signal.SIGKILL)
