# Replacing `builtins.__import__` does not deliver the globals of library code.
# goal: authority
# family: imports
# held-by: language
# expect: HELD AttributeError
# control: python3
import builtins
import functools
import sys

target, nonce, port = sys.argv[1:4]

seen = []
original = builtins.__import__


def spy(name, globals=None, *rest, **options):
    seen.append(globals)
    return original(name, globals, *rest, **options)


print("MARK", nonce, flush=True)
try:
    builtins.__import__ = spy
    functools.singledispatch(print)  # imports inside the function, with functools' globals
    builtins.__import__ = original
    for namespace in seen:
        namespace["owned"] = nonce
    assert functools.owned == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
