# Functions of modules that stand in for real ones say whose they are, and travel by pickle.
import copy
import os
import pickle
import sys
import threading
import time

for function in (time.sleep, os.stat, os.getpid, sys.getrecursionlimit, threading.get_native_id, compile):
    print(function.__module__, function.__name__, pickle.loads(pickle.dumps(function)) is function, copy.copy(function) is function)
print("OK")
