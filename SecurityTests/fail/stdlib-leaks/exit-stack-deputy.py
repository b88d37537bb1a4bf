# contextlib.ExitStack, a library frame, stores nothing in its own namespace for the script.
# goal: authority
# family: stdlib-leaks
# held-by: language
# expect: HELD AttributeError
# control: python3
import contextlib
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    with contextlib.ExitStack() as stack:
        stack.callback(eval, f"globals().update(owned={nonce!r})")
    assert contextlib.owned == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
