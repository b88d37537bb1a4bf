# os.kill sends no signal and probes for no process.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD AttributeError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    os.kill(os.getpid(), 0)
    try:
        os.kill(2**22 + 1, 0)  # above the highest process id
        probed = False
    except ProcessLookupError:
        probed = True
    assert probed
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
