# sys tells nothing of the command line that the host started.
# goal: authority
# family: host-channel
# held-by: language
# expect: HELD IndexError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    assert sys.orig_argv[0].startswith("/") and "-I" in sys.orig_argv
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
