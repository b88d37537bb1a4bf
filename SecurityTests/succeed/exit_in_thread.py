# sys.exit in a thread ends that thread only.
import sys
import threading


def work():
    print("thread starts")
    sys.exit(8)
    print("never printed")


thread = threading.Thread(target=work)
thread.start()
thread.join()
print(thread.is_alive())
print("OK")
