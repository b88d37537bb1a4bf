# threading.settrace does not trace the library frames of a new thread.
# goal: authority
# family: introspection
# held-by: language
# expect: HELD IndexError
# control: python3
import sys
import threading

target, nonce, port = sys.argv[1:4]

frames = []

print("MARK", nonce, flush=True)
try:
    threading.settrace(lambda frame, event, argument: frames.append(frame))
    thread = threading.Thread(target=len, args=("",))
    thread.start()
    thread.join()
    threading.settrace(None)
    assert frames[0].f_locals["self"] is thread
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
