# An exception in a thread is shown by threading.excepthook and does not end the run.
import threading

seen = []
threading.excepthook = lambda arguments: seen.append((arguments.exc_type.__name__, str(arguments.exc_value)))
thread = threading.Thread(target=lambda: 1 / 0, name="worker")
thread.start()
thread.join()
print(seen)
print("OK")
