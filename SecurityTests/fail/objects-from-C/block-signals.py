# The signals that end a run cannot be blocked.
# goal: tangible
# family: objects-from-C
# held-by: language
# expect: HELD AttributeError, PermissionError
# control: python3
import signal
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    signal.raise_signal(signal.SIGTERM)
    assert signal.SIGTERM in signal.sigpending()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
