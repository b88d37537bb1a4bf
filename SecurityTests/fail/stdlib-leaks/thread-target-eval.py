# threading.Thread, a library frame, evaluates no text in its own namespace.
# goal: authority
# family: stdlib-leaks
# held-by: language
# expect: HELD AttributeError
# control: python3
import sys
import threading

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    threading.excepthook = lambda report: None
    thread = threading.Thread(target=eval, args=(f"globals().update(owned={nonce!r})",))
    thread.start()
    thread.join()
    assert threading.owned == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
