# The environment holds nothing of the host's.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD AssertionError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    assert "/bin" in os.environ.get("PATH", "") or "LC_CTYPE" in os.environ
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
