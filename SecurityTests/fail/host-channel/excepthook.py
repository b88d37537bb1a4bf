# The hook that runs on the way out of a run sees no more in a traceback than anyone.
# goal: tangible
# family: host-channel
# held-by: language
# expect: HELD KeyError
# control: python3
import json
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

def hook(kind, error, traceback):
    print("MARK", nonce, flush=True)
    try:
        frame = traceback.tb_next.tb_frame
        assert secret in frame.f_builtins["open"](path).read()
        verdict = "ESCAPED " + nonce
    except BaseException as refusal:
        verdict = "HELD " + type(refusal).__name__
    print(verdict, flush=True)


sys.excepthook = hook
json.loads("!")
