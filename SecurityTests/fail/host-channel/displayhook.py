# sys.displayhook cannot be replaced under the interpreter.
# goal: authority
# family: host-channel
# held-by: language
# expect: HELD AttributeError, TypeError, AssertionError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]

shown = []

print("MARK", nonce, flush=True)
try:
    sys.displayhook = shown.append
    eval(compile("41 + 1", "<text>", "single"))
    assert shown == [42]
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
