# A signal handler receives no library frame.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD PermissionError
# control: python3
import json
import signal
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

frames = []

print("MARK", nonce, flush=True)
try:
    signal.signal(signal.SIGUSR1, lambda number, frame: frames.append(frame))
    json.loads("{}", object_hook=lambda value: signal.raise_signal(signal.SIGUSR1))
    library = frames[0].f_back
    assert secret in library.f_globals["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
