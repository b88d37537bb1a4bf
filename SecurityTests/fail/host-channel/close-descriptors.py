# os.closerange closes no real descriptor.
# goal: tangible
# family: host-channel
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

saved = None
print("MARK", nonce, flush=True)
try:
    saved = os.dup(1)
    os.closerange(0, 3)
    open_now = os.listdir(f"/proc/{os.getpid()}/fd")
    assert "0" not in open_now or "2" not in open_now
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
if saved is not None:
    os.dup2(saved, 1)
print(verdict, flush=True)
