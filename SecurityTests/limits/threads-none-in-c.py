# No thread starts where none is granted, by no means: the kernel makes none.
# verdict: exception
# limits: threads=0 cpu=5s wall=60s
# without: language audit
# control: none
import _thread

_thread.start_new_thread(print, ())
