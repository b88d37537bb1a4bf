# `eval` as a thread's first call, with no Python frame below it, gets no fuller built-ins.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD IndexError
# control: python3
import sys
import threading
import time

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    got = []
    namespace = {"got": got, "path": path}
    threading._start_new_thread(eval, ("got.append(open(path).read())", namespace))
    for _ in range(100):
        time.sleep(0.01)
        if got:
            break
    assert secret in got[0]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
