# os.mkfifo, which raises no audit event, creates nothing in the host.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD FileNotFoundError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    os.mkfifo(target + "/out/fifo")
    assert os.listdir(target + "/out") == ["fifo"]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
