# A stream of the script's own, to which a thread's report is written, does not see the library's globals.
# goal: tangible
# family: host-channel
# held-by: language
# expect: HELD KeyError
# control: python3
import sys
import threading

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

frames = []


class Stream:
    def write(self, text):
        frames.append(sys._getframe(1))

    def flush(self):
        pass


print("MARK", nonce, flush=True)
try:
    thread = threading.Thread(target=len)  # fails: no argument
    stderr, sys.stderr = sys.stderr, Stream()
    thread.start()
    thread.join()
    sys.stderr = stderr
    assert secret in frames[0].f_globals["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
