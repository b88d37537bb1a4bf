# sys.excepthook is not called on the way out of a run.
# goal: authority
# family: host-channel
# held-by: language
# expect: HELD AttributeError, TypeError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]

def hook(kind, error, traceback):
    print("ESCAPED", nonce, flush=True)


print("MARK", nonce, flush=True)
try:
    sys.excepthook = hook
except BaseException as error:
    print("HELD", type(error).__name__, flush=True)
else:
    raise RuntimeError("the hook runs in the interpreter's last moments")
