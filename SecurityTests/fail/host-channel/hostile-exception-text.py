# The text of an exception, asked for by a thread's report, does not see the library's globals.
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


class Loot(Exception):
    def __str__(self):
        frames.append(sys._getframe(1))
        return ""


def fail():
    raise Loot


print("MARK", nonce, flush=True)
try:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert secret in frames[0].f_globals["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
