# functools.cached_property, a library frame, evaluates no text in its own namespace.
# goal: authority
# family: stdlib-leaks
# held-by: language
# expect: HELD AttributeError
# control: python3
import functools
import sys

target, nonce, port = sys.argv[1:4]


class Text(str):
    loot = functools.cached_property(eval)


print("MARK", nonce, flush=True)
try:
    Text("globals()").loot["owned"] = nonce
    assert functools.owned == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
