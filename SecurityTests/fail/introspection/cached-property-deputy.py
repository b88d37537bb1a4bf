# functools.cached_property, a library frame, reads no denied attribute for the script.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD KeyError
# control: python3
import functools
import operator
import os
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    deputy = functools.cached_property(operator.attrgetter("__builtins__"))
    deputy.__set_name__(None, "loot")
    builtins = deputy.__get__(os)
    builtins = getattr(builtins, "__dict__", builtins)
    assert secret in builtins["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
