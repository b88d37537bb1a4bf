# The end of the run waits for threads that are no daemons, then calls atexit callbacks in reverse.
import atexit
import threading
import time


def late():
    time.sleep(0.05)
    print("the thread ends")


atexit.register(print, "OK")
atexit.register(print, "registered later, called first")
unregistered = atexit.register(lambda: print("never printed"))
atexit.unregister(unregistered)
threading.Thread(target=late).start()
threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
print("the main thread ends")
