# A format string shows nothing of the host's environment.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD AssertionError
# control: python3
import random
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    text = "{0._os.environ}".format(random)
    assert "/bin" in text or "LC_CTYPE" in text
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
