# threading.Timer, a library frame, runs no text with the library's built-ins.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD AssertionError
# control: python3
import os
import sys
import threading

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    text = f"open({target + '/out/x'!r}, 'w').close()"
    timer = threading.Timer(0, eval, args=(compile(text, "<text>", "exec"),))
    timer.start()
    timer.join()
    assert os.path.exists(target + "/out/x")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
