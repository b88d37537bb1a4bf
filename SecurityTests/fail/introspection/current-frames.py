# sys._current_frames does not show other threads' frames.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD AttributeError
# control: python3
import sys
import threading

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    event = threading.Event()
    thread = threading.Thread(target=event.wait)
    thread.start()
    try:
        frame = sys._current_frames()[thread.ident]
        text = frame.f_globals["__builtins__"]["open"](path).read()
    finally:
        event.set()
    assert secret in text
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
