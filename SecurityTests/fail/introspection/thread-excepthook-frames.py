# The exception report of a thread does not hand out library frames.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD KeyError
# control: python3
import json
import sys
import threading

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

tracebacks = []

print("MARK", nonce, flush=True)
try:
    threading.excepthook = lambda report: tracebacks.append(report.exc_traceback)
    thread = threading.Thread(target=json.loads, args=("!",))
    thread.start()
    thread.join()
    frame = tracebacks[0].tb_frame
    assert secret in frame.f_globals["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
