# os.open creates no host's file.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD OSError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    os.close(os.open(target + "/out/x", os.O_CREAT | os.O_WRONLY))
    assert os.path.exists(target + "/out/x")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
